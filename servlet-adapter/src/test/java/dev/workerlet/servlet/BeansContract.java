package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.runtime.limits.Limit;
import dev.workerlet.runtime.limits.LimitUse;
import dev.workerlet.runtime.limits.TerminationReason;
import dev.workerlet.servlet.cdi.BeansProbe;
import dev.workerlet.servlet.cdi.WorkerFailedException;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What beans can do with workers, in a container that brings no CDI. */
abstract class BeansContract extends ContainerTest {
    private void serve(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("hello", handler);
        contextParams.put("workerlet.cdi", "true");
        servlet("hello", new WorkerServlet(), Map.of("script", "workers/hello.js"), "/hello");
        start();
    }

    @Test
    void dispatcher_injected_callsAWorker() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "hello " + request.url())));

        BeansProbe probe = BeansProbe.current();

        assertThat(new String(probe.ask("hello").get(60, TimeUnit.SECONDS).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello https://bean/");
        assertThatThrownBy(() -> probe.ask("nobody").get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"nobody\"")
                .hasMessageContaining("[hello]");
        assertThat(probe.runtimeText()).contains("FakeWorkerlet");
    }

    @Test
    void dispatcher_workerFails_failsTheStage() throws Exception {
        serve((worker, request, exchange) -> exchange.fail(Failure.of(TerminationReason.CPU_TIME_LIMIT, "loop")));

        assertThatThrownBy(() -> BeansProbe.current().ask("hello").get(60, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(WorkerFailedException.class)
                .hasMessageContaining("CPU time limit");
    }

    @Test
    void events_ofTheRuntime_reachObservers() throws Exception {
        AtomicReference<WorkerDefinition> definition = new AtomicReference<>();
        serve((worker, request, exchange) -> {
            definition.set(worker);
            exchange.respond(text(200, ""));
        });
        get("/hello");
        BeansProbe probe = BeansProbe.current();

        WorkerDefinition worker = Objects.requireNonNull(definition.get());
        listener.loaded(worker, "v1", 5);
        listener.evicted(worker, "v1", "idle");
        listener.terminated(worker, "r-1", Failure.noHandler("fetch"));
        listener.refused(worker, "r-2", Failure.stopping());
        listener.limitNear(worker, "r-3", new LimitUse(Limit.CPU, 40, 50));

        assertThat(probe.nextEvent()).contains("WorkerLoaded", "hello", "PT0.000000005S");
        assertThat(probe.nextEvent()).contains("WorkerEvicted", "idle");
        assertThat(probe.nextEvent()).contains("WorkerTerminated", "r-1");
        assertThat(probe.nextEvent()).contains("WorkerRefused", "r-2", "STOPPING");
        assertThat(probe.nextEvent()).contains("WorkerLimitNear", "r-3", "cpu-limit");
    }

    @Test
    void undeploy_endsTheBeans() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(200, "")));
        assertThat(BeansProbe.current().runtimeText()).isNotEmpty();

        container.undeploy();

        assertThat(FakeWorkerlet.RUNNING).hasValue(0);
        assertThatThrownBy(() -> CDI.current().getBeanContainer()).isInstanceOf(IllegalStateException.class);
    }
}

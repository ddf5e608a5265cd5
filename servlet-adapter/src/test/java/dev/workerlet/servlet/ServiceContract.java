package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.context.ServiceTarget;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How workers of a web application name one another, in any container. */
abstract class ServiceContract extends ContainerTest {
    /** Tells whom it may ask, as "name → worker of owner". */
    private static final FakeWorkerlet.Handler TELL = (worker, request, exchange) -> {
        StringBuilder told = new StringBuilder();
        worker.services()
                .forEach((as, target) -> told.append(as)
                        .append(" → ")
                        .append(worker(target).name())
                        .append(" of ")
                        .append(worker(target).owner())
                        .append(worker(target).env()));
        exchange.respond(text(200, told.toString()));
    };

    private static WorkerDefinition worker(ServiceTarget target) {
        return Objects.requireNonNull(target.worker());
    }

    @BeforeEach
    void scripts() throws IOException {
        file("WEB-INF/workers/any.js", "export default {}");
    }

    private static Map<String, String> params(String... more) {
        Map<String, String> params = new HashMap<>(Map.of("script", "workers/any.js"));
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i], more[i + 1]);
        }
        return params;
    }

    @Test
    void service_namesWorkersThatAreInitialisedLater() throws Exception {
        workers.put("front", TELL);
        workers.put("edge", TELL);
        filter("edge", new WorkerFilter(), params("service.FRONT", "front"), "/edge");
        servlet("front", new WorkerServlet(), params("service.BACK", "back"), "/front");
        servlet(
                "back",
                new WorkerServlet(),
                params("owner", "others", "env.A", "a", "service.FRONT", "front"),
                "/back");
        start();

        assertThat(get("/front").body()).isEqualTo("BACK → back of others{A=a}");
        assertThat(get("/edge").body()).startsWith("FRONT → front of ");
    }

    @Test
    void service_ofItself_isAllowed() throws Exception {
        workers.put("front", TELL);
        servlet("front", new WorkerServlet(), params("service.SELF", "front"), "/front");
        start();

        assertThat(get("/front").body()).startsWith("SELF → front of ");
    }

    /** Not all containers hand the cause to whoever starts them; all log it. */
    @Test
    void service_ofNobody_stopsTheDeployment() {
        assertThatThrownBy(this::startWithAMistake).isNotNull();
    }

    protected void startWithAMistake() throws Exception {
        servlet("back", new WorkerServlet(), params(), "/back");
        filter("edge", new WorkerFilter(), params("service.BACK", "bakc"), "/edge");
        start();
    }

    @Test
    void service_inTheFile_isRead() throws Exception {
        file("WEB-INF/workers.json", """
                { "workers": [
                    { "name": "a", "path": "/a", "script": "workers/any.js", "services": { "B": "b" } },
                    { "name": "b", "path": "/b", "script": "workers/any.js", "services": { "A": "a" }, "owner": "o" } ] }
                """);
        workers.put("a", TELL);
        start();

        assertThat(get("/a").body()).isEqualTo("B → b of o{}");
    }
}

package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.limits.Failure;
import dev.workerlet.servlet.container.ContainerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code WEB-INF/workers.json} does in any container. */
abstract class WorkersFileContract extends ContainerTest {
    @Test
    void workersJson_registersServletsAndFilters() throws Exception {
        file("WEB-INF/workers/api.js", "export default {}");
        file("WEB-INF/workers.json", """
                { "runtime": { "development": true },
                  "workers": [
                    { "name": "api", "path": ["/api/*", "/v2/*"], "script": "workers/api.js", "env": { "A": 1 },
                      "limits": { "cpu-limit": "20ms" } },
                    { "name": "edge", "path": "/*", "script": "workers/api.js", "filter": true } ] }
                """);
        workers.put(
                "api",
                (worker, request, exchange) -> exchange.respond(
                        text(200, worker.env() + " " + worker.limits().cpuTime().toMillis())));
        workers.put("edge", (worker, request, exchange) -> exchange.passThrough(Failure.noHandler("fetch")));
        start();

        for (String path : List.of("/api/x", "/v2/")) {
            assertThat(get(path).body()).isEqualTo("{A=1} 20");
        }
    }

    @Test
    void workersJson_withAMistake_stopsTheDeployment() throws Exception {
        file("WEB-INF/workers.json", "{ \"workers\": [ { \"nam\": \"x\" } ] }");
        servlet("some", new WorkerServlet(), Map.of("script", "x.js"), "/x");

        assertThatThrownBy(this::start).isNotNull();
    }
}

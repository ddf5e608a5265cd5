package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.embedded.downstream.PlainServlet;
import dev.workerlet.it.support.Archives;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Workers that are configured in {@code WEB-INF/workers.json}. */
class WorkersFileIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("configuration").addClass(PlainServlet.class);
    }

    @Test
    void worker_withSeveralPathsAndEnv_answers() {
        assertThat(http().get("hello").body()).isEqualTo("Olá");
        assertThat(http().get("hi/there").body()).isEqualTo("Olá");
    }

    @Test
    void limits_ofAWorker_hold() {
        HttpResponse<String> response = http().get("slow");
        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.headers().firstValue("x-termination-reason")).hasValue("WallClockTimeout");
    }

    @Test
    void mode_isolated_keepsNoState() {
        assertThat(http().get("alone").body()).isEqualTo("1");
        assertThat(http().get("alone").body()).isEqualTo("1");
    }

    @Test
    void filter_beforeAServlet_changesItsAnswer() {
        assertThat(http().get("plain").body()).isEqualTo("edge: plain, né?");
    }
}

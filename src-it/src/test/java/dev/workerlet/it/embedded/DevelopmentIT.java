package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Development mode: the client sees where the script failed. */
class DevelopmentIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("development");
    }

    @Test
    void exception_inDevelopment_namesMessageFileLineAndColumn() {
        assertThat(http().get("throws").body())
                .startsWith("Worker threw an exception\n")
                .contains("TypeError: it went wrong here")
                .containsPattern("throws\\.js:6:13");
    }

    @Test
    void syntaxError_inDevelopment_namesFileAndLine() {
        assertThat(http().get("syntax").body()).contains("SyntaxError").containsPattern("syntax\\.js:2\\b");
    }
}

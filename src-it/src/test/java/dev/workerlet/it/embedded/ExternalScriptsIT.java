package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import dev.workerlet.it.support.ScriptFolder;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Scripts outside the web application: a change counts without a redeploy. */
class ExternalScriptsIT extends DeployedTests {
    private static final String MAIN = """
            import { part } from "./parts/part.mjs";
            export default { fetch: () => new Response("main %s, " + part) };
            """;
    private static final String PART = "export const part = 'part %s';";

    private static final ScriptFolder FOLDER = ScriptFolder.empty("external-scripts");

    @Deployment(testable = false)
    public static WebArchive archive() {
        FOLDER.write("workers/changing.mjs", MAIN.formatted(0)).write("workers/parts/part.mjs", PART.formatted(0));
        FOLDER.writeAnswer("folder/index.js", "index");
        return Archives.webApp("external", Map.of("@scripts@", FOLDER.path().toString()));
    }

    @Test
    void script_outside_winsAndItsChangesCount() {
        assertThat(http().get("changing").body()).isEqualTo("main 0, part 0");
        for (int i = 1; i <= 5; i++) {
            FOLDER.write("workers/changing.mjs", MAIN.formatted(i));
            assertThat(http().get("changing").body()).isEqualTo("main " + i + ", part " + (i - 1));
            FOLDER.write("workers/parts/part.mjs", PART.formatted(i));
            assertThat(http().get("changing").body()).isEqualTo("main " + i + ", part " + i);
        }
    }

    @Test
    void script_thatIsOnlyInTheArchive_isFoundThere() {
        assertThat(http().get("packed").body()).isEqualTo("in the archive");
    }

    @Test
    void folderServlet_belowAPath_servesFilesAsTheyCome() {
        assertThat(http().get("folder/").body()).isEqualTo("index");
        assertThat(http().get("folder/new").statusCode()).isEqualTo(404);
        FOLDER.writeAnswer("folder/new.js", "new");
        assertThat(http().get("folder/new/below").body()).isEqualTo("new");
        FOLDER.delete("folder/new.js");
        assertThat(http().get("folder/new").statusCode()).isEqualTo(404);
    }
}

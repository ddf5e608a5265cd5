package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.MapSource;
import dev.workerlet.runtime.support.Workers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stacks of errors name the original files of a bundle. */
class SourceMapTest {
    private static final String SCRIPT = "export default { fetch() { throw new Error('mapped'); } };\n";
    /** Column 27 of line 1 (where {@code throw} is, and {@code new} behind it) comes from line 10, column 5. */
    private static final String MAP = """
            {"version":3,"sources":["../src/app.ts"],"sourcesContent":["\\"{]"],"names":[],"mappings":"AAAA,2BASI"}""";

    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static String fetch(Map<String, String> files) {
        return workers.fetch(Workers.worker(MapSource.of(files)), Workers.get("http://example.com/"))
                .text();
    }

    private static String base64(String map) {
        return Base64.getEncoder().encodeToString(map.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void failure_withInlineMap_namesTheOriginalPlace() {
        String comment = "//# sourceMappingURL=data:application/json;base64," + base64(MAP) + "\n";

        assertThat(fetch(Map.of("/main.js", SCRIPT + comment)))
                .contains("Error: mapped")
                .contains("at Object.fetch (../src/app.ts:10:5)")
                .doesNotContain("/main.js:1:");
    }

    @Test
    void failure_withMapBesideTheScript_namesTheOriginalPlace() {
        assertThat(fetch(Map.of("/main.js", SCRIPT + "//# sourceMappingURL=main.js.map", "/main.js.map", MAP)))
                .contains("at Object.fetch (../src/app.ts:10:5)");
    }

    @Test
    void failure_atTheTopLevel_namesTheOriginalPlace() {
        String script = "/*                       */throw new Error('early'); export {};\n";

        assertThat(fetch(Map.of("/main.js", script + "//# sourceMappingURL=m.map", "/m.map", MAP)))
                .contains("failed to start")
                .contains("../src/app.ts:10:5");
    }

    @Test
    void failure_inAnImportedFile_usesTheMapOfThatFile() {
        assertThat(fetch(Map.of(
                        "/main.js",
                        "const a = await import('./lib/a.js'); export default a.default;",
                        "/lib/a.js",
                        SCRIPT + "//# sourceMappingURL=a.js.map",
                        "/lib/a.js.map",
                        MAP)))
                .contains("at Object.fetch (../src/app.ts:10:5)");
    }

    @Test
    void failure_withBrokenOrMissingMap_keepsTheGeneratedPlace() {
        for (String url : new String[] {
            "gone.map",
            "data:application/json;base64,###",
            "data:application/json,{",
            "data:,",
            "https://example.com/m",
        }) {
            assertThat(fetch(Map.of("/main.js", SCRIPT + "//# sourceMappingURL=" + url)))
                    .contains("at Object.fetch (/main.js:1:34)");
        }
    }

    @Test
    void failure_withACause_mapsBoth() {
        String script =
                "/*                       */throw new Error('outer', { cause: new Error('inner') }); export {};\n";

        assertThat(fetch(Map.of("/main.js", script + "//# sourceMappingURL=m.map", "/m.map", MAP)))
                .contains("Caused by: Error: inner")
                .contains("../src/app.ts:10:5")
                .doesNotContain("/main.js:1");
    }

    @Test
    void stackThatTheScriptSees_isTheGeneratedOne() {
        String script = "export default { fetch() { return new Response(new Error('seen').stack); } };\n";

        assertThat(fetch(Map.of("/main.js", script + "//# sourceMappingURL=main.js.map", "/main.js.map", MAP)))
                .contains("/main.js:1:");
    }
}

package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.ScriptSource;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.WorkerLimits;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests that are written in JavaScript, each file as a worker of its own in a real isolate. */
class WebPlatformTest {
    private static final Path ROOT = Path.of("src/test/js/dev/workerlet/runtime");
    private static final String ENDING = ".test.js";

    @TestFactory
    Stream<DynamicTest> javaScriptTests() throws IOException {
        Workers workers = Workers.start();
        List<String> paths;
        try (Stream<Path> files = Files.walk(ROOT)) {
            paths = files.map(file -> "/" + ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        assertThat(paths).as("test files below " + ROOT).isNotEmpty();
        return paths.stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> run(workers, path)))
                .onClose(workers::close);
    }

    private static void run(Workers workers, String path) {
        Answer answer = workers.fetch(worker(path), Workers.get("http://example.com/"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).doesNotStartWith("0 tests").endsWith("failed: 0");
    }

    private static WorkerDefinition worker(String path) {
        // All tests of a file are one event.
        WorkerLimits limits = Workers.LIMITS.toBuilder()
                .cpuTime(Duration.ofMinutes(1))
                .wallClock(Duration.ofSeconds(100))
                .build();
        return new WorkerDefinition("test", "tests", new TestSource(path), WorkerMode.POOLED, Map.of(), limits);
    }

    /** A worker that runs the tests of one file; files are read from the source tree. */
    private record TestSource(String testPath) implements ScriptSource {
        private static final String RUNNER = """
                import "%s";
                import { run } from "/harness.js";
                export default { async fetch() {
                  const results = await run();
                  const failures = results.filter((result) => !result.ok);
                  const text = failures.map((failure) => `${failure.name}: ${failure.message}`).join("\\n");
                  return new Response(`${results.length} tests ${text} failed: ${failures.length}`);
                } };
                """;

        @Override
        public String mainPath() {
            return "/runner.mjs";
        }

        @Override
        public String version() {
            return testPath;
        }

        @Override
        public byte @Nullable [] read(String path) {
            if (path.equals(mainPath())) {
                return RUNNER.formatted(testPath).getBytes(StandardCharsets.UTF_8);
            }
            Path file = ROOT.resolve(path.substring(1));
            try {
                return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

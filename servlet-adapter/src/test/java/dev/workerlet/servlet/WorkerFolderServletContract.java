package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.script.FolderScriptSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder of workers does in any container; here a worker answers with the text of its script. */
abstract class WorkerFolderServletContract extends ContainerTest {
    @TempDir
    Path folder;

    @BeforeEach
    void serveTheFolder() throws Exception {
        for (String name : new String[] {"hello", "index", "module", "a.b"}) {
            workers.put(name, (worker, request, exchange) -> {
                byte[] script = worker.source().read(worker.source().mainPath());
                exchange.respond(text(200, script == null ? "gone" : new String(script, StandardCharsets.UTF_8)));
            });
        }
        write("hello.js", "one");
        write("index.js", "start");
        write("module.mjs", "module");
        servlet("folder", new WorkerFolderServlet(folder), Map.of("cpu-limit", "20ms"), "/*");
        start();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void paths_belowAName_areItsWorkers() throws Exception {
        assertThat(get("/hello").body()).isEqualTo("one");
        assertThat(get("/hello/").body()).isEqualTo("one");
        assertThat(get("/hello/deep/er?x=/index").body()).isEqualTo("one");
        assertThat(get("/module/x").body()).isEqualTo("module");
        assertThat(get("/").body()).isEqualTo("start");
        assertThat(get("/index").body()).isEqualTo("start");
    }

    @Test
    void files_thatChange_countFromTheNextRequest() throws Exception {
        assertThat(get("/a.b").statusCode()).isEqualTo(404);
        write("a.b.js", "new");
        assertThat(get("/a.b").body()).isEqualTo("new");
        write("a.b.js", "changed");
        assertThat(get("/a.b").body()).isEqualTo("changed");
        Files.delete(folder.resolve("a.b.js"));
        assertThat(get("/a.b").statusCode()).isEqualTo(404);
        write("a.b.mjs", "again");
        assertThat(get("/a.b").body()).isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/hello.js",
                "/hell%6f",
                "/%68ello",
                "/hello%2fdeep",
                "/..%2fsecret",
                "/%2e%2e/secret",
                "/../secret",
                "/.hidden",
                "/x/../hello",
                "//hello",
                "/hello;x=1",
                "/hello%00",
                "/..%5csecret",
                "/folder"
            })
    void paths_withTricks_areNotServed(String path) throws Exception {
        Files.writeString(Objects.requireNonNull(folder.getParent()).resolve("secret.js"), "secret");
        write(".hidden.js", "secret");
        Files.createDirectory(folder.resolve("folder.js"));

        assertThat(rawGet(path).lines().findFirst().orElseThrow()).containsPattern("HTTP/1.1 40[04]");

        Files.delete(folder.getParent().resolve("secret.js"));
    }

    @Test
    void symbolicLinks_thatLeaveTheFolder_areNotServed(@TempDir Path outside) throws Exception {
        Path secret = Files.writeString(outside.resolve("secret.js"), "secret");
        Files.createSymbolicLink(folder.resolve("link.js"), secret);
        Files.createSymbolicLink(folder.resolve("a.b.js"), folder.resolve("hello.js"));

        assertThat(get("/link").statusCode()).isEqualTo(404);
        assertThat(get("/a.b").body()).isEqualTo("one");
    }

    @Test
    void pipes_areNotServed_andHoldNobodyUp() throws Exception {
        Path pipe = folder.resolve("a.b.js");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .as("this system has mkfifo")
                .isZero();

        assertThat(get("/a.b").statusCode()).isEqualTo(404);
        assertThat(new FolderScriptSource(folder.toRealPath(), "/hello.js").read("/a.b.js"))
                .isNull();
    }
}

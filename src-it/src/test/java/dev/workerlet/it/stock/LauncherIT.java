package dev.workerlet.it.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Http;
import dev.workerlet.it.support.RawConnection;
import dev.workerlet.it.support.SampleChecks;
import dev.workerlet.it.support.SampleWar;
import dev.workerlet.it.support.ScriptFolder;
import dev.workerlet.it.support.ServerProcess;
import dev.workerlet.it.support.Servers;
import dev.workerlet.it.support.SteadyTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher as a user starts it. */
@Tag("stock")
class LauncherIT {
    /** What a JVM answers that was asked to end by SIGTERM. */
    private static final int TERMINATED = 143;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ScriptFolder scripts;

    @BeforeEach
    void makeFolder(TestInfo test) throws IOException {
        String name = test.getTestMethod().orElseThrow().getName();
        folder = Servers.emptyFolder("launcher/" + name);
        scripts = new ScriptFolder(folder);
    }

    private ServerProcess launch(Object... arguments) throws IOException {
        return launchWith(List.of(), arguments);
    }

    private ServerProcess launchWith(List<String> javaOptions, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Servers.java()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", Servers.built("workerlet.launcher").toString()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return ServerProcess.start("launcher", folder, command);
    }

    private static Http ready(ServerProcess process) throws InterruptedException {
        return Http.at(
                process.awaitLine("^ready (http://127\\.0\\.0\\.1:\\d+/)$").group(1));
    }

    private void assertEndedCleanly(ServerProcess process) throws IOException, InterruptedException {
        assertThat(process.terminate()).isEqualTo(TERMINATED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("hs_err"));
        }
        assertThat(process.lines()).noneMatch(line -> line.contains(" ERROR ") || line.startsWith("Exception "));
    }

    @Test
    void war_ofTheSample_servesEverythingAndStops() throws IOException, InterruptedException {
        try (ServerProcess process = launch("--port", 0, "--war", SampleWar.path())) {
            SampleChecks.everything(ready(process), process::await);
            assertEndedCleanly(process);
        }
    }

    @Test
    void folder_scriptsByName_answer() throws IOException, InterruptedException {
        scripts.writeAnswer("index.js", "index");
        scripts.writeAnswer("name.js", "name");
        scripts.writeAnswer("other.mjs", "other");
        Files.writeString(folder.resolve("note.txt"), "not a script");
        try (ServerProcess process = launch("--port", 0, "--workers", folder)) {
            Http http = ready(process);
            assertThat(http.get("").body()).isEqualTo("index");
            assertThat(http.get("name").body()).isEqualTo("name");
            assertThat(http.get("name/below/it?x=1").body()).isEqualTo("name");
            assertThat(http.get("other").body()).isEqualTo("other");
            for (String nothing : List.of("none", "note.txt", "name.js", "..%2fname", "index/../none", "%2e%2e/name")) {
                assertThat(http.get(nothing).statusCode()).as(nothing).isIn(400, 404);
            }
            assertEndedCleanly(process);
        }
    }

    @Test
    void folder_filesThatComeChangeAndGo_countFromTheNextRequest() throws IOException, InterruptedException {
        try (ServerProcess process = launch("--port", 0, "--workers", folder)) {
            Http http = ready(process);
            assertThat(http.get("late").statusCode()).isEqualTo(404);
            scripts.writeAnswer("late.js", "one");
            assertThat(http.get("late").body()).isEqualTo("one");
            for (int i = 0; i < 20; i++) {
                scripts.writeAnswer("late.js", "version " + i);
                assertThat(http.get("late").body()).isEqualTo("version " + i);
            }
            scripts.delete("late.js");
            assertThat(http.get("late").statusCode()).isEqualTo(404);
            assertEndedCleanly(process);
        }
    }

    @Test
    void folder_importedFilesOfASubfolder_countFromTheNextRequest() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("lib"));
        scripts.write(
                "many.js",
                "import now from './lib/now.js'; export default { async fetch() {"
                        + " const later = await import('./lib/later.js').catch((e) => ({ default: e.name }));"
                        + " return new Response(now + ' ' + later.default + ' ' + import.meta.url); } };");
        scripts.write("lib/now.js", "export default 'now';");
        try (ServerProcess process = launch("--port", 0, "--workers", folder)) {
            Http http = ready(process);
            assertThat(http.get("many").body()).isEqualTo("now TypeError file:///many.js");
            scripts.write("lib/later.js", "export default import.meta.url;");
            assertThat(http.get("many").body()).isEqualTo("now file:///lib/later.js file:///many.js");
            scripts.write("lib/later.js", "export default 'later';");
            assertThat(http.get("many").body()).isEqualTo("now later file:///many.js");
            scripts.write("lib/now.js", "export default 'changed';");
            assertThat(http.get("many").body()).isEqualTo("changed later file:///many.js");
            assertThat(http.get("lib/now").statusCode()).isEqualTo(404);
            assertEndedCleanly(process);
        }
    }

    @Test
    void sigterm_underTraffic_stopsCleanly() throws IOException, InterruptedException {
        scripts.write(
                "slow.js",
                "export default { fetch: () => new Promise((done) => setTimeout(() => done(new Response('slow')), 20)) };");
        try (ServerProcess process = launch("--port", 0, "--workers", folder)) {
            Http http = ready(process);
            try (SteadyTraffic traffic = SteadyTraffic.start(http, "slow")) {
                process.await("traffic flows", () -> traffic.answered() > 100);
                assertEndedCleanly(process);
                assertThat(traffic.stop()).as("no answer was cut or failed").allMatch(LauncherIT::wasRefused);
            }
        }
    }

    private static boolean wasRefused(String loss) {
        return loss.startsWith("503") || loss.contains("No answer");
    }

    @Test
    void limits_onTheCommandLine_holdForTheFolder() throws IOException, InterruptedException {
        scripts.write("never.js", "export default { fetch: () => new Promise((done) => setTimeout(done, 60000)) };");
        try (ServerProcess process = launch("--port", 0, "--wall-limit", "300ms", "--workers", folder)) {
            assertThat(ready(process).get("never").statusCode()).isEqualTo(504);
            assertEndedCleanly(process);
        }
    }

    @Test
    void connections_moreThanTheBound_waitUntilOneEnds() throws IOException, InterruptedException {
        scripts.writeAnswer("index.js", "index");
        try (ServerProcess process = launch("--port", 0, "--connections", 2, "--workers", folder)) {
            Http http = ready(process);
            try (RawConnection first = RawConnection.to(http);
                    RawConnection second = RawConnection.to(http)) {
                assertAnswers(first);
                assertAnswers(second);
                process.awaitLine(" WARN .* 2 connections are open: more wait ");
                try (RawConnection third = RawConnection.to(http)) {
                    third.sendHead("GET", "", "");
                    for (int i = 0; i < 100; i++) {
                        assertAnswers(first);
                    }
                    assertThat(third.hasInput())
                            .as("an answer for one too many")
                            .isFalse();
                    second.close();
                    assertThat(third.readHead()).startsWith("HTTP/1.1 200 ");
                }
            }
            assertEndedCleanly(process);
        }
    }

    /** What a connection keeps after its second request would fill this heap twice, had Jetty its cache of header fields. */
    @Test
    void connections_aThousandThatStayOpen_leaveRoomInASmallHeap() throws IOException, InterruptedException {
        scripts.writeAnswer("index.js", "index");
        List<String> smallHeap = List.of("-Xmx64m");
        List<RawConnection> open = new ArrayList<>();
        try (ServerProcess process = launchWith(smallHeap, "--port", 0, "--workers", folder)) {
            Http http = ready(process);
            for (int i = 0; i < 1_000; i++) {
                RawConnection connection = RawConnection.to(http);
                open.add(connection);
                assertAnswers(connection);
                assertAnswers(connection);
            }
            for (RawConnection connection : open) {
                assertAnswers(connection);
                connection.close();
            }
            assertEndedCleanly(process);
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    /** Seven MB each, of which a heap of 64 MB has room for one: whoever gets none is told so, nobody waits for nothing. */
    @Test
    void bodies_thatClientsDoNotRead_leaveRoomInASmallHeap() throws IOException, InterruptedException {
        scripts.write("large.js", "export default { fetch: () => new Response('x'.repeat(7 << 20)) };");
        List<RawConnection> open = new ArrayList<>();
        try (ServerProcess process =
                launchWith(List.of("-Xmx64m"), "--port", 0, "--cpu-limit", "5s", "--workers", folder)) {
            Http http = ready(process);
            List<String> heads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RawConnection connection = RawConnection.narrowTo(http);
                open.add(connection);
                connection.sendHead("GET", "large", "");
                heads.add(connection.readHead());
            }
            assertThat(heads).allMatch(head -> head.startsWith("HTTP/1.1 200 ") || wasOverloaded(head));
            assertThat(heads).filteredOn(LauncherIT::wasOverloaded).hasSizeBetween(10, 19);
            for (RawConnection connection : open) {
                connection.close();
            }
            process.await("room again", () -> http.get("large").statusCode() == 200);
            assertThat(http.get("large").body()).hasSize(7 << 20);
            assertEndedCleanly(process);
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    /** An upload that its script may gather, but that the heap has no room for now: its client is told to come again. */
    @Test
    void upload_thatASmallHeapHasNoRoomFor_isOverloaded() throws IOException, InterruptedException {
        scripts.write(
                "gather.js",
                "export default { async fetch(request) { return new Response((await request.text()).length); } };");
        try (ServerProcess process =
                launchWith(List.of("-Xmx64m"), "--port", 0, "--cpu-limit", "5s", "--workers", folder)) {
            Http http = ready(process);
            HttpResponse<String> refused = http.send("gather", request -> upload(request, 12 << 20));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("x-termination-reason")).hasValue("Overloaded");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(http.send("gather", request -> upload(request, 1 << 20)).body())
                    .isEqualTo(String.valueOf(1 << 20));
            assertEndedCleanly(process);
        }
    }

    /** A text that V8 has room for and the Java heap has not: its request is at its end, whatever the script makes of it. */
    @Test
    void text_thatASmallHeapHasNoRoomFor_endsItsRequestOnly() throws IOException, InterruptedException {
        scripts.write("quick.js", "export default { fetch: () => new Response('quick') };");
        scripts.write("long.js", "export default { fetch: () => new Response('x'.repeat(80 << 20)) };");
        try (ServerProcess process =
                launchWith(List.of("-Xmx64m"), "--port", 0, "--cpu-limit", "5s", "--workers", folder)) {
            Http http = ready(process);
            HttpResponse<String> ended = http.get("long");
            assertThat(ended.statusCode()).isEqualTo(429);
            assertThat(ended.headers().firstValue("x-termination-reason")).hasValue("MemoryLimit");
            process.awaitLine("The Java heap has no room for");
            assertThat(http.get("quick").body()).isEqualTo("quick");
            assertEndedCleanly(process);
        }
    }

    private static HttpRequest.Builder upload(HttpRequest.Builder request, int bytes) {
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]));
    }

    /** Streams that clients do not read on, many times what the heap has room for if each had all of its {@code stream-bytes}. */
    @Test
    void streams_thatClientsDoNotRead_leaveRoomInASmallHeap() throws IOException, InterruptedException {
        scripts.write(
                "flow.js",
                "export default { fetch: () => new Response(new ReadableStream({"
                        + " pull(stream) { stream.enqueue(new Uint8Array(65536)); } })) };");
        List<RawConnection> open = new ArrayList<>();
        try (ServerProcess process =
                launchWith(List.of("-Xmx64m"), "--port", 0, "--cpu-limit", "5s", "--workers", folder)) {
            Http http = ready(process);
            for (int i = 0; i < 200; i++) {
                RawConnection connection = RawConnection.narrowTo(http);
                open.add(connection);
                connection.sendHead("GET", "flow", "");
                assertThat(connection.readHead())
                        .matches(head -> head.startsWith("HTTP/1.1 200 ") || wasOverloaded(head));
            }
            for (RawConnection connection : open) {
                connection.close();
            }
            process.await(
                    "room again", () -> http.send("flow", LauncherIT::head).statusCode() == 200);
            assertEndedCleanly(process);
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    private static HttpRequest.Builder head(HttpRequest.Builder request) {
        return request.method("HEAD", HttpRequest.BodyPublishers.noBody());
    }

    private static boolean wasOverloaded(String head) {
        return head.startsWith("HTTP/1.1 503 ")
                && head.toLowerCase(Locale.ROOT).contains("x-termination-reason: overloaded\n")
                && head.toLowerCase(Locale.ROOT).contains("retry-after: ");
    }

    private static void assertAnswers(RawConnection connection) throws IOException {
        connection.sendHead("GET", "", "User-Agent: a test\r\nAccept: */*\r\n");
        assertThat(connection.readHead()).startsWith("HTTP/1.1 200 ").contains("ontent-Length: 5\n");
        assertThat(connection.read("index".length())).asString().isEqualTo("index");
    }

    /** An application that does not return from its end, in a process that has to end. */
    @Test
    void sigterm_toAnApplicationThatDoesNotEnd_endsTheProcess() throws IOException, InterruptedException {
        Path classes = Files.createDirectories(folder.resolve("war/WEB-INF/classes/dev/workerlet/it/stock"));
        try (InputStream listener = LauncherIT.class.getResourceAsStream("EndlessEnd.class")) {
            Files.write(classes.resolve("EndlessEnd.class"), listener.readAllBytes());
        }
        Files.writeString(
                folder.resolve("war/WEB-INF/web.xml"),
                "<web-app><listener><listener-class>" + EndlessEnd.class.getName()
                        + "</listener-class></listener></web-app>");
        try (ServerProcess process = launch("--port", 0, "--stop-seconds", 1, "--war", folder.resolve("war"))) {
            ready(process);
            assertThat(process.terminate()).isEqualTo(TERMINATED);
            assertThat(process.lines())
                    .anyMatch(line -> line.startsWith("workerlet: the server did not stop within 1 s"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 0 --connections 0 --workers .       | 2 | --connections is a number from 1 on",
                "--port 0 --stop-seconds 0 --workers .      | 2 | --stop-seconds is a number from 1 on",
                "--war no-such.war                          | 1 | no such file: no-such.war",
                "--workers no-such-folder                   | 1 | no such folder: no-such-folder",
                "--port 0                                   | 2 | (--war=FILE | --workers=DIR)",
                "--port 65536 --workers .                   | 2 | a port is a number from 0 to 65535",
                "--port x --workers .                       | 2 | 'x' is not an int",
                "--prot 1 --workers .                       | 2 | Unknown option",
                "--host no-such-host.invalid --workers .    | 1 | no such host: no-such-host.invalid",
                "--port 0 --cpu-limit 50 --workers .        | 1 | cpu-limit",
                "--port 0 --eval maybe --workers .          | 1 | eval",
            })
    void mistake_onTheCommandLine_isOneLineAndAnExitCode(String arguments, int exitCode, String message)
            throws IOException, InterruptedException {
        try (ServerProcess process = launch((Object[]) arguments.split(" "))) {
            assertThat(process.awaitExit()).isEqualTo(exitCode);
            assertThat(process.lines())
                    .singleElement()
                    .asString()
                    .startsWith("workerlet: ")
                    .contains(message);
        }
    }

    @Test
    void port_thatIsTaken_isOneLineAndExitCode1() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess process = launch("--port", taken.getLocalPort(), "--workers", folder)) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort())
                    .contains("in use");
        }
    }

    @Test
    void war_thatFails_isOneLineAndExitCode1() throws IOException, InterruptedException {
        Path war = SampleWar.changed(folder.resolve("broken.war"), "web.xml", "workers/hello.js", "workers/gone.js");
        try (ServerProcess process = launch("--port", 0, "--war", war)) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.lines())
                    .last()
                    .asString()
                    .startsWith("workerlet: ")
                    .contains("workers/gone.js");
        }
    }
}

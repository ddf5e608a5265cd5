package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.it.support.Archives;
import dev.workerlet.it.support.Eventually;
import dev.workerlet.it.support.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that flow between clients, scripts and other servers. */
class StreamsIT extends DeployedTests {
    private static final int LARGE_BYTES = 24 << 20;

    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("streams");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "pass", "service", "upstream"})
    void body_sentPieceByPiece_comesBackPieceByPiece(String path) throws IOException {
        try (RawConnection connection = RawConnection.to(http())) {
            connection.sendHead("POST", path, "Transfer-Encoding: chunked\r\n");
            connection.sendChunk("one");
            assertThat(connection.readHead()).startsWith("HTTP/1.1 200").containsIgnoringCase("chunked");
            assertThat(connection.readChunk()).isEqualTo("one");
            connection.sendChunk("two");
            assertThat(connection.readChunk()).isEqualTo("two");
            connection.send("0\r\n\r\n");
            assertThat(connection.readChunk()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "pass", "service", "upstream"})
    void body_large_comesBackWhole(String path) throws IOException {
        byte[] sent = new byte[LARGE_BYTES];
        new Random(7).nextBytes(sent);

        try (RawConnection connection = RawConnection.to(http())) {
            connection.sendHead(
                    "POST", path, "Content-Type: application/octet-stream\r\nContent-Length: " + LARGE_BYTES + "\r\n");
            // Who sends all before it reads would wait for ever: what comes back is as slow as its reader.
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(connection, sent));
            String head = connection.readHead();
            byte[] received = head.toLowerCase(Locale.ROOT).contains("content-length")
                    ? connection.read(LARGE_BYTES)
                    : connection.readChunks();

            assertThat(received).isEqualTo(sent);
            sending.join();
        }
    }

    private static void send(RawConnection connection, byte[] bytes) {
        try {
            connection.send(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void response_passedOnFromAnotherServer_isWhole() {
        byte[] received = http().sendForBytes("download", request -> request).body();

        assertThat(received).hasSize(200 * 64 * 1024);
    }

    @Test
    void response_failsAfterItsHead_isCutOff() throws IOException {
        try (RawConnection connection = RawConnection.to(http())) {
            connection.sendHead("POST", "broken", "Transfer-Encoding: chunked\r\n");
            connection.readHead();
            assertThat(connection.readChunk()).isEqualTo("some");
            connection.send("0\r\n\r\n");
            assertThatThrownBy(connection::readChunk).isInstanceOf(IOException.class);
        }
    }

    @Test
    void client_leavesAStream_scriptHearsOfIt() throws IOException {
        try (RawConnection connection = RawConnection.to(http())) {
            connection.sendHead("GET", "beating", "");
            connection.readHead();
            assertThat(connection.readChunk()).startsWith(": beat");
        }

        Eventually.holds(
                "the script has been told", () -> http().get("kept").body().equals("aborted,cancelled"));
    }
}

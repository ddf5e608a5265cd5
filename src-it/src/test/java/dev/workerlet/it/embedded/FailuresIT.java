package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets when a worker does not answer. */
class FailuresIT extends DeployedTests {
    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("failures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-handler", "nothing"})
    void worker_withoutHandler_is501(String path) {
        HttpResponse<String> response = http().get(path);
        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).isEqualTo("Worker does not implement fetch handler\n");
        assertThat(response.headers().firstValue("x-termination-reason")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "throws, 500, Exception",
        "rejects, 500, Exception",
        "returns-object, 500, Exception",
        "returns-undefined, 500, Exception",
        "never, 500, Exception",
        "top-level, 500, InitializationError",
        "syntax, 500, InitializationError",
        "missing-import, 500, InitializationError",
        "loops, 429, CpuTimeLimit",
        "loops-in-microtasks, 429, CpuTimeLimit",
        "hoards, 429, MemoryLimit",
        "sleeps, 504, WallClockTimeout",
    })
    void worker_thatFails_hasStatusReasonAndOneLine(String path, int status, String reason) {
        HttpResponse<String> response = http().get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-termination-reason")).hasValue(reason);
        assertThat(response.body().lines()).hasSize(1);
        assertThat(response.body()).doesNotContain("secret").doesNotContain(".js");
        assertThat(http().get("healthy").body()).isEqualTo("healthy");
    }

    @Test
    void worker_thatListens_hearsOfALimitThatIsNear() {
        assertThat(http().get("warned").body()).isEqualTo("{\"limit\":\"wall\",\"isNear\":true,\"allowed\":20000}");
    }

    @Test
    void code_outOfText_runsUnlessItIsDenied() {
        assertThat(http().get("evaluates").body()).isEqualTo("{\"eval\":42,\"function\":42}");
        assertThat(http().get("evaluates-denied").body())
                .isEqualTo("{\"eval\":\"EvalError\",\"function\":\"EvalError\"}");
    }

    @Test
    void requestBody_aboveTheLimit_is413() {
        assertThat(http().post("reads", "text/plain", "x".repeat(1024)).body()).isEqualTo("1024");
        assertThat(http().post("reads", "text/plain", "x".repeat(1025)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void requests_beyondTheQueue_are503WithRetryAfter() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> http().get("strict"), command -> new Thread(command).start()))
                .toList();
        List<HttpResponse<String>> responses =
                answers.stream().map(CompletableFuture::join).toList();
        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(200, 503);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 503)
                .isNotEmpty()
                .allSatisfy(FailuresIT::isOverload);
    }

    private static void isOverload(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("x-termination-reason")).hasValue("Overloaded");
        assertThat(response.headers().firstValue("retry-after")).isPresent();
    }
}

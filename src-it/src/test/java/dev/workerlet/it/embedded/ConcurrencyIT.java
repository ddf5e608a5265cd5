package dev.workerlet.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.it.support.Archives;
import dev.workerlet.it.support.Eventually;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Requests that overlap, and work that goes on after the response. */
class ConcurrencyIT extends DeployedTests {
    private static final int REQUESTS = 20;
    private static final int WAIT_MILLIS = 2_000;

    @Deployment(testable = false)
    public static WebArchive archive() {
        return Archives.webApp("basics");
    }

    @Test
    void requests_thatAwait_doNotWaitForEachOther() {
        http().get("waiting?ms=1");
        long start = System.nanoTime();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> http().get("waiting?ms=" + WAIT_MILLIS).body(), command -> new Thread(command).start()));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo("waited " + WAIT_MILLIS));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofMillis((long) WAIT_MILLIS * REQUESTS / 2));
    }

    @Test
    void waitUntil_afterTheResponse_runsOn() {
        http().send("background", request -> request.POST(BodyPublishers.noBody()));
        Eventually.holds(
                "both jobs of waitUntil ran",
                () -> http().get("background").body().equals("[\"done\",\"failed\"]"));
    }
}

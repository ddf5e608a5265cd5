package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerlet.runtime.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A thread that gives way to all others, where the system knows how. */
class LowPriorityTest {
    private static final int NICE_FIELD = 16;

    private static int nice(Path directory) {
        try {
            String stat = Files.readString(directory.resolve("stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE_FIELD]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path own() {
        return Objects.requireNonNull(Threads.nativeDirectory());
    }

    @Test
    void thread_getsTheLowestPriority_andNoOtherDoes() throws InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/renice")), "there is no renice");
        CompletableFuture<Path> directory = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            directory.complete(own());
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        int before = nice(own());
        thread.start();

        LowPriority.give(directory.join());

        Await.until("it has the lowest", () -> nice(directory.join()) == 19);
        assertThat(nice(own())).isEqualTo(before);
        end.countDown();
        thread.join();
    }
}

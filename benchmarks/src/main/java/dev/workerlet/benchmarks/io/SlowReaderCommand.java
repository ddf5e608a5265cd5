package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A stream without an end and a client that reads it slowly. Each chunk tells when it was made: what was made ahead is what
 * comes later, when the client reads on at full speed, and was made before that.
 */
@Command(
        name = "slow-reader",
        mixinStandardHelpOptions = true,
        description =
                "Reads a worker's endless stream slowly; fails when the worker is asked for much more than is read.")
public final class SlowReaderCommand implements Callable<Integer> {
    private static final int NARROW = 4_096;
    private static final int CHUNK = 16_384;
    private static final int STEPS_PER_SECOND = 10;
    private static final double KIB = 1024;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private SlowOptions slow = new SlowOptions();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (ServerProcess server = options.open();
                HttpPeer peer = HttpPeer.connectNarrow(server.url("endless"), NARROW);
                Sampler sampler = new Sampler(server.pid())) {
            peer.send(peer.head("GET", ""));
            InputStream body = peer.response().body(peer.in());
            long readBytes = readSlowly(body);
            long endMillis = System.currentTimeMillis();
            Series series = sampler.stop();
            long ahead = madeBefore(endMillis, body, readBytes) - readBytes;
            peer.reset();
            series.print(out);
            out.printf(
                    Locale.ROOT,
                    "%n%d bytes read in %d s; made ahead of that: %.0f KiB%s%n",
                    readBytes,
                    slow.seconds,
                    ahead / KIB,
                    ahead > slow.mostAhead ? ": TOO MUCH" : "");
            return Verdict.print(out, series.growth()) && ahead <= slow.mostAhead ? 0 : 1;
        }
    }

    private long readSlowly(InputStream body) throws IOException, InterruptedException {
        long read = 0;
        for (int step = 0; step < slow.seconds * STEPS_PER_SECOND; step++) {
            read += body.readNBytes(slow.rate / STEPS_PER_SECOND).length;
            Thread.sleep(1_000 / STEPS_PER_SECOND);
        }
        return read;
    }

    /** The bytes of all chunks that were made before {@code millis}; {@code readBytes} of the body have been read. */
    private static long madeBefore(long millis, InputStream body, long readBytes) throws IOException {
        body.readNBytes((int) (CHUNK - readBytes % CHUNK));
        long made = (readBytes / CHUNK + 1) * CHUNK;
        while (Long.parseLong(MessageHead.line(body, CHUNK).replace(".", "")) <= millis) {
            made += CHUNK;
        }
        return made;
    }
}

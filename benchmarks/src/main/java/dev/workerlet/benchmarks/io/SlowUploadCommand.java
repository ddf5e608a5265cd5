package dev.workerlet.benchmarks.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A client that sends as fast as it can, and a worker that reads slowly. */
@Command(
        name = "slow-upload",
        mixinStandardHelpOptions = true,
        description = "Uploads to a worker that reads slowly; fails when the client can send much more than is read.")
public final class SlowUploadCommand implements Callable<Integer> {
    private static final int NARROW = 16_384;
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
                HttpPeer peer = HttpPeer.connectNarrow(server.url("sip?rate=" + slow.rate), NARROW);
                Sampler sampler = new Sampler(server.pid())) {
            AtomicLong sent = new AtomicLong();
            AtomicLong read = new AtomicLong();
            peer.send(peer.head("POST", "transfer-encoding: chunked\r\n"));
            start("upload", () -> upload(peer, sent));
            start("progress", () -> follow(peer, read));
            Thread.sleep(1_000L * slow.seconds);
            Series series = sampler.stop();
            long ahead = sent.get() - read.get();
            peer.reset();
            series.print(out);
            out.printf(
                    Locale.ROOT,
                    "%n%d bytes read by the worker in %d s; sent ahead of that: %.0f KiB%n",
                    read.get(),
                    slow.seconds,
                    ahead / KIB);
            List<String> faults = faults(read.get(), ahead);
            faults.forEach(out::println);
            return Verdict.print(out, series.growth()) && faults.isEmpty() ? 0 : 1;
        }
    }

    private List<String> faults(long read, long ahead) {
        if (read == 0) {
            return List.of("THE WORKER HAS READ NOTHING");
        }
        return ahead > slow.mostAhead ? List.of("TOO MUCH AHEAD") : List.of();
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (SocketException e) {
                        // The connection is reset at the end.
                        return;
                    } catch (IOException e) {
                        throw new IllegalStateException(name + " broke off", e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void upload(HttpPeer peer, AtomicLong sent) throws IOException {
        byte[] block = new byte[NARROW];
        try (ChunkedOutput body = new ChunkedOutput(peer.out())) {
            while (true) {
                body.write(block);
                sent.addAndGet(block.length);
            }
        }
    }

    private static void follow(HttpPeer peer, AtomicLong read) throws IOException {
        InputStream body = peer.response().body(peer.in());
        while (true) {
            read.set(Long.parseLong(MessageHead.line(body)));
        }
    }
}

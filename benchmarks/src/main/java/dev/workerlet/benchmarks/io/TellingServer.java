package dev.workerlet.benchmarks.io;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.WorkerletStatistics;
import dev.workerlet.runtime.limits.Refusal;
import dev.workerlet.servlet.application.WebApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The other side of a {@link ServerProcess}: a server that tells the runtime's figures for each line on standard input, after a
 * collection where the line is {@value #COLLECT}.
 */
public final class TellingServer {
    static final String COLLECT = "collect";

    private static final long BYTES_PER_KIB = 1_024;
    private static final Set<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    private TellingServer() {}

    /** Serves until standard input ends. */
    public static void run(String container, Site site, PrintWriter out) throws Exception {
        try (EmbeddedServer server = container.equals("tomcat") ? new TomcatServer(site) : new JettyServer(site)) {
            out.println("ready http://127.0.0.1:" + server.port() + "/");
            out.flush();
            WebApplication application = WebApplication.of(server.context());
            answer(application.retain(), out);
            application.release();
        }
    }

    private static void answer(Workerlet runtime, PrintWriter out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(COLLECT)) {
                System.gc();
            }
            WorkerletStatistics figures = runtime.statistics();
            out.println("activeRequests=" + figures.activeRequests()
                    + " isolates=" + figures.isolates()
                    + " openIsolates=" + figures.openIsolates()
                    + " openHandles=" + figures.openHandles()
                    + " openStreams=" + figures.openStreams()
                    + " openFetches=" + figures.openFetches()
                    + " isolateHeapKib=" + figures.heapBytes() / BYTES_PER_KIB
                    + " externalKib=" + figures.externalBytes() / BYTES_PER_KIB
                    + " memoryRefusals=" + figures.counts().refusals(Refusal.MEMORY)
                    + " stuckThreads=" + figures.stuckThreads()
                    + " heapKib=" + heapKib()
                    + " loopsThatTold=" + figures.pools().size());
            out.flush();
        }
    }

    /** The Java heap after the last collection, 0 before the first. */
    private static long heapKib() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .map(last -> last.getMemoryUsageAfterGc().entrySet().stream()
                                .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
                                .mapToLong(pool -> pool.getValue().getUsed())
                                .sum()
                        / BYTES_PER_KIB)
                .orElse(0L);
    }
}

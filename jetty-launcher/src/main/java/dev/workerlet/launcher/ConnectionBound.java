package dev.workerlet.launcher;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts no connection beyond a number of them until one ends, and tells so in the log. */
final class ConnectionBound extends NetworkConnectionLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBound.class);
    /** Some six times what one holds in Jetty, as measured with 14,000 of them. */
    private static final long HEAP_BYTES_PER_CONNECTION = 32 << 10;
    /** The other half is for scripts, assets and what workers fetch. */
    private static final int SHARE_OF_FILES = 2;

    private static final long LINE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long lastLineNanos = System.nanoTime() - LINE_NANOS;

    ConnectionBound(int connections, Server server) {
        super(connections, server);
    }

    /** What the Java heap and the file descriptors of this process are enough for. */
    static int byDefault() {
        long forHeap = Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_CONNECTION;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.min(forHeap, files() / SHARE_OF_FILES)));
    }

    /** How many files this process may have open. */
    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Called with a lock held, each time that the number is reached: a busy server may go to and fro many times a second. */
    @Override
    protected void limit() {
        long now = System.nanoTime();
        if (now - lastLineNanos >= LINE_NANOS) {
            lastLineNanos = now;
            LOG.warn(
                    "{} connections are open: more wait until one of them ends (--connections)",
                    getMaxNetworkConnectionCount());
        }
        super.limit();
    }
}

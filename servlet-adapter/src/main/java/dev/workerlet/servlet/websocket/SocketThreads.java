package dev.workerlet.servlet.websocket;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that write to the WebSockets of one web application: containers encode, deflate, and sometimes block on the
 * thread that sends. What ends a connection has threads of its own: it may have to wait for a client that does not read.
 * Each socket has at most one task in either queue. Thread-safe.
 */
final class SocketThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketThreads.class);
    private static final int CLOSING = 8;
    private static final long KEEP_SECONDS = 10;
    /** Threads of the container that may wait for a script that does not keep up. */
    private static final int MOST_HELD = 32;

    private final ThreadPoolExecutor sending =
            pool("workerlet-socket-", 2 * Runtime.getRuntime().availableProcessors());
    private final ThreadPoolExecutor closing = pool("workerlet-socket-close-", CLOSING);
    private final Semaphore held = new Semaphore(MOST_HELD);

    private static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger last = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + last.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    void send(Runnable task) {
        execute(sending, task);
    }

    void close(Runnable task) {
        execute(closing, task);
    }

    private static void execute(Executor pool, Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The web application has ended, and with it its sockets", e);
        }
    }

    /** Permits to hold a thread of the container. */
    Semaphore held() {
        return held;
    }

    /** Lets what has begun be sent, and ends the threads. */
    @Override
    public void close() {
        sending.shutdown();
        closing.shutdown();
    }
}

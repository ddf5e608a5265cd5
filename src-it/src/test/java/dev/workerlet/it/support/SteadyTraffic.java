package dev.workerlet.it.support;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A few clients that ask for one path without a pause until they are told to stop. Thread-safe. */
public final class SteadyTraffic implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int LOSSES_KEPT = 10;

    private final Http http;
    private final String path;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    private SteadyTraffic(Http http, String path) {
        this.http = http;
        this.path = path;
    }

    /** Starts the clients. */
    public static SteadyTraffic start(Http http, String path) {
        SteadyTraffic traffic = new SteadyTraffic(http, path);
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(traffic::ask, "traffic-" + i);
            traffic.clients.add(client);
            client.start();
        }
        return traffic;
    }

    private void ask() {
        while (!stopped && losses.size() < LOSSES_KEPT) {
            try {
                HttpResponse<String> response = http.get(path);
                if (response.statusCode() == 200) {
                    answered.incrementAndGet();
                } else {
                    losses.add(response.statusCode() + " " + response.body());
                }
            } catch (RuntimeException e) {
                losses.add(e + ", because " + e.getCause());
            }
        }
    }

    /** How many requests were answered with 200 so far. */
    public int answered() {
        return answered.get();
    }

    /** Stops the clients, and hands over what was not answered with 200; empty is good. */
    public List<String> stop() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
        return List.copyOf(losses);
    }

    @Override
    public void close() {
        stopped = true;
    }
}

package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.io.HttpPeer;
import dev.workerlet.benchmarks.io.MessageHead;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Clients that ask one web application until they are told to stop or nobody listens any more, and check each answer. */
final class CheckedLoad implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 120_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final URI application;
    private final List<Question> questions;
    private final Answers answers = new Answers();
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    /** @param application the URL of the web application, with a slash at its end */
    CheckedLoad(URI application, List<Question> questions, int clients) {
        this.application = application;
        this.questions = questions;
        for (int i = 0; i < clients; i++) {
            Thread client = new Thread(this::ask, "client-" + i);
            client.setDaemon(true);
            this.clients.add(client);
            client.start();
        }
    }

    Answers answers() {
        return answers;
    }

    private void ask() {
        HttpPeer peer = null;
        while (!stopped) {
            try {
                if (peer == null) {
                    peer = HttpPeer.connect(application);
                    peer.timeout(LONGEST_WAIT_MILLIS);
                }
                peer = askOnce(peer);
            } catch (ConnectException e) {
                answers.count("refused");
                return;
            } catch (IOException e) {
                answers.count(
                        e instanceof SocketTimeoutException
                                ? Answers.NONE
                                : Answers.CUT + e.getClass().getSimpleName());
                close(peer);
                peer = null;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        close(peer);
    }

    /** Asks. Returns the connection, or null where the server ends it. */
    private @Nullable HttpPeer askOnce(HttpPeer peer) throws IOException {
        long n = number.incrementAndGet();
        Question question = questions.get((int) (n % questions.size()));
        peer.send("GET " + application.getPath() + question.target(n) + " HTTP/1.1\r\nhost: "
                + application.getAuthority() + "\r\n\r\n");
        MessageHead head = MessageHead.read(peer.in());
        String body = new String(head.body(peer.in()).readAllBytes(), StandardCharsets.UTF_8);
        answers.count(judge(question, n, head, body));
        if ("close".equalsIgnoreCase(head.fields().get("connection"))) {
            close(peer);
            return null;
        }
        return peer;
    }

    private static String judge(Question question, long n, MessageHead head, String body) {
        int status = Integer.parseInt(head.second());
        if (question.isAnswer(n, status, body)) {
            return Answers.GOOD;
        }
        if (status == 503 || status == 404) {
            String reason = head.fields().get("x-termination-reason");
            return reason == null ? head.second() : status + " " + reason;
        }
        return Answers.WRONG
                + question
                + ' '
                + status
                + ' '
                + body.lines().findFirst().orElse("");
    }

    private static void close(@Nullable HttpPeer peer) {
        try {
            if (peer != null) {
                peer.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A client's connection can't be closed", e);
        }
    }

    /** Waits until so many requests have got the right answer. Returns false where they did not in five minutes. */
    boolean awaitGood(long more) throws InterruptedException {
        long target = answers.good() + more;
        long start = System.nanoTime();
        while (answers.good() < target) {
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(5)) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /** Sends no more, and waits for the answers to what was sent. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}

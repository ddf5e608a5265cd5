package dev.workerlet.benchmarks.soak;

import dev.workerlet.benchmarks.io.HttpPeer;
import dev.workerlet.benchmarks.io.MessageHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A visit of a client that takes its time, with a narrow connection of its own: it sends a body slowly, and reads it back as slowly. */
final class SlowVisit implements Visit {
    private static final int NARROW = 4_096;
    private static final int STEPS = 20;
    private static final int STEP_MILLIS = 50;

    @Override
    public String name() {
        return "slow client";
    }

    @Override
    public Outcome make(Visitor visitor) throws IOException, InterruptedException {
        Question asked = Question.flow(visitor);
        byte[] body = asked.body();
        try (HttpPeer peer = HttpPeer.connectNarrow(asked.url(), NARROW)) {
            peer.send(peer.head("POST", "content-length: " + body.length + "\r\nconnection: close\r\n"));
            int step = body.length / STEPS + 1;
            // The answer comes while the body is sent: what is neither read nor sent waits in between, and all wait for
            // it.
            Thread sender = new Thread(() -> send(peer, body, step), "slow-sender");
            sender.start();
            MessageHead head = MessageHead.read(peer.in());
            byte[] answer = read(head.body(peer.in()), step);
            sender.join();
            return QuestionVisit.judge(asked, new Visitor.Reply(head, answer), answer);
        }
    }

    private static void send(HttpPeer peer, byte[] body, int step) {
        try {
            for (int sent = 0; sent < body.length; sent += step) {
                peer.out().write(body, sent, Math.min(step, body.length - sent));
                Thread.sleep(STEP_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // The reader sees that the answer is cut, and tells.
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] read(InputStream in, int step) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = in.readNBytes(step);
        while (piece.length > 0) {
            all.write(piece);
            Thread.sleep(STEP_MILLIS);
            piece = in.readNBytes(step);
        }
        return all.toByteArray();
    }
}

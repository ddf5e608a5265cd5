package dev.workerlet.servlet;

import static dev.workerlet.servlet.container.FakeWorkerlet.stream;
import static dev.workerlet.servlet.container.FakeWorkerlet.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.servlet.container.ContainerTest;
import dev.workerlet.servlet.container.FakeWorkerlet;
import dev.workerlet.servlet.container.Http2TestClient;
import dev.workerlet.servlet.container.RawClient;
import dev.workerlet.servlet.container.TestSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is over never reaches into the next one that the container gives its streams to. */
abstract class ReuseContract extends ContainerTest {
    private static final int REQUESTS = 300;

    /** A request's body, and what it holds. */
    private record Late(BodySource source, String own) {}

    private final Queue<Late> old = new ConcurrentLinkedQueue<>();
    private final Queue<TestSource> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    private void serve(FakeWorkerlet.Handler handler) throws Exception {
        file("WEB-INF/workers/hello.js", "export default {}");
        workers.put("hello", handler);
        servlet("hello", new WorkerServlet(), Map.of("script", "workers/hello.js"), "/hello/*");
        start();
    }

    /** Reads and writes with what belongs to requests that are over, until told to stop. */
    private Thread latecomer(AtomicBoolean stop) {
        Thread thread = new Thread(() -> {
            while (!stop.get()) {
                for (Late late : old) {
                    if (late.source.read() instanceof BodyChunk.Data data) {
                        String text = new String(data.bytes(), StandardCharsets.ISO_8859_1);
                        if (!text.equals(late.own)) {
                            wrong.add(text + " instead of " + late.own);
                        }
                    }
                    late.source.demand(() -> {});
                }
                for (TestSource answer : answers) {
                    answer.give("LATE");
                }
                LockSupport.parkNanos(10_000);
            }
        });
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void latecomers_neverReachTheNextRequest(boolean isRead) throws Exception {
        serve((worker, request, exchange) -> {
            BodySource source = ((Body.Stream) request.body()).source();
            TestSource answer = new TestSource().give("answer ");
            if (isRead) {
                source.read();
            }
            String name = request.url().substring(request.url().indexOf('?') + 1);
            answer.give(name).give(BodyChunk.END);
            exchange.respond(stream(answer));
            old.add(new Late(source, name));
            answers.add(answer);
            if (old.size() > 20) {
                old.remove();
                answers.remove();
            }
        });
        AtomicBoolean stop = new AtomicBoolean();
        Thread latecomer = latecomer(stop);
        try {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(new RawClient(container.port()));
            }
            for (int i = 0; i < REQUESTS; i++) {
                RawClient client = clients.get(i % 4);
                client.send("POST /app/hello?" + (1000 + i)
                        + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + "4\r\n" + (1000 + i)
                        + "\r\n0\r\n\r\n");
                String head = client.head();
                assertThat(head).startsWith("http/1.1 200");
                assertThat(client.body(head)).isEqualTo("answer " + (1000 + i));
                if (head.contains("connection: close")) {
                    client.close();
                    clients.set(i % 4, new RawClient(container.port()));
                }
            }
            for (RawClient client : clients) {
                client.close();
            }
        } finally {
            stop.set(true);
            latecomer.join();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void resets_whileOthersAreServed_doNotReachThem() throws Exception {
        serve((worker, request, exchange) -> {
            String name = request.url().substring(request.url().indexOf('?') + 1);
            TestSource answer = new TestSource();
            exchange.respond(stream(answer));
            if (name.startsWith("leave")) {
                answers.add(answer.give("LATE"));
                if (answers.size() > 20) {
                    answers.remove();
                }
            } else {
                answer.give("answer ").give(name).give(BodyChunk.END);
            }
        });
        AtomicBoolean stop = new AtomicBoolean();
        Thread latecomer = latecomer(stop);
        try {
            int done = 0;
            for (int connections = 0; connections < 10 && done < REQUESTS; connections++) {
                try (Http2TestClient client = new Http2TestClient(container.port())) {
                    done = askBetweenResets(client, done);
                }
            }
            assertThat(done).isEqualTo(REQUESTS);
        } finally {
            stop.set(true);
            latecomer.join();
        }
        assertThat(aborted.size()).isPositive();
    }

    /** Goes on until all is done, or until the server gives the connection up; tells how far it came. */
    private static int askBetweenResets(Http2TestClient client, int from) throws Exception {
        for (int i = from; i < REQUESTS; i++) {
            Http2TestClient.Exchange exchange;
            try {
                client.request("GET", "/hello?leave", true).reset();
                exchange = client.request("GET", "/hello?" + i, true);
            } catch (ExecutionException e) {
                assertThat(client.isClosed()).as("closed: " + e.getCause()).isTrue();
                return i;
            }
            String head = exchange.next();
            if (head.startsWith("failure")) {
                return i;
            }
            assertThat(head).startsWith("200");
            StringBuilder body = new StringBuilder();
            for (String frame = exchange.next(); !frame.equals("end"); frame = exchange.next()) {
                body.append(frame);
            }
            assertThat(body).hasToString("answer " + i);
        }
        return REQUESTS;
    }

    @Test
    void smallAnswers_afterResets_reachTheirOwnClient() throws Exception {
        serve((worker, request, exchange) -> exchange.respond(text(
                200, "answer " + request.url().substring(request.url().indexOf('?') + 1))));
        try (Http2TestClient client = new Http2TestClient(container.port())) {
            for (int i = 0; i < REQUESTS; i++) {
                client.request("GET", "/hello?leave", true).reset();
                Http2TestClient.Exchange exchange = client.request("GET", "/hello?" + i, true);
                assertThat(exchange.next()).startsWith("200");
                assertThat(exchange.next()).isEqualTo("answer " + i);
            }
        }
    }
}

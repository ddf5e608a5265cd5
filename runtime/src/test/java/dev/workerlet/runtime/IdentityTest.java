package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.isolate.IdentitySwitch;
import dev.workerlet.runtime.support.Answer;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.Exchange;
import dev.workerlet.runtime.support.Workers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A request's identity travels with its continuations, also through a promise that two requests await. */
class IdentityTest {
    /**
     * Two requests await one promise, which the first one's timer settles. Then each sets a timer of its own and logs;
     * the first one is cancelled while it waits for its second timer.
     */
    private static final String SHARED_PROMISE = """
            let shared;
            let inside = 0;
            let mostInside = 0;
            export default { async fetch(request) {
              const name = new URL(request.url).pathname.slice(1);
              mostInside = Math.max(mostInside, ++inside);
              if (name !== 'warm') shared ??= new Promise((resolve) => setTimeout(resolve, 50));
              await shared;
              console.log('after shared ' + name);
              await new Promise((resolve) => setTimeout(resolve, name === 'first' ? 5000 : name === 'warm' ? 1 : 500));
              console.log('after own ' + name);
              inside--;
              return new Response(`${name} of ${mostInside}`);
            } };
            """;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger console = (Logger) LoggerFactory.getLogger("dev.workerlet.console");

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        console.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        console.detachAppender(lines);
    }

    @Test
    void identity_sharedPromise_eachRequestKeepsItsOwnTimerAndLog() {
        try (Workers workers = Workers.startWithOneIsolate()) {
            Outcome outcome = run(workers);

            assertThat(outcome.isRight()).as(outcome.toString()).isTrue();
        }
    }

    @Test
    void identity_switchedOff_mixesTheRequestsUp() {
        try (IdentitySwitch off = IdentitySwitch.off();
                Workers workers = Workers.startWithOneIsolate()) {
            Outcome outcome = run(workers);

            assertThat(outcome.isRight()).as(outcome.toString()).isFalse();
        }
    }

    private record Outcome(Answer first, Answer second, List<String> lines) {
        boolean isRight() {
            return first.status() == 503
                    && second.status() == 200
                    && second.text().equals("second of 2")
                    && !idOf("after shared first").equals(idOf("after shared second"))
                    && idOf("after own second").equals(idOf("after shared second"));
        }

        /** The request id of the log line that ends with {@code text}. */
        private String idOf(String text) {
            return lines.stream()
                    .filter(line -> line.endsWith(text))
                    .map(line -> line.split(" ", 3)[1])
                    .findFirst()
                    .orElse("none");
        }
    }

    private Outcome run(Workers workers) {
        WorkerDefinition worker = Workers.worker(SHARED_PROMISE);
        workers.fetch(worker, Workers.get("http://example.com/warm"));

        Exchange first = workers.send(worker, Workers.get("http://example.com/first"));
        Exchange second = workers.send(worker, Workers.get("http://example.com/second"));
        Await.until("both are past the shared promise", () -> countOf("after shared") == 3);
        workers.workerlet().abort(first);
        return new Outcome(first.await(), second.await(), texts());
    }

    private long countOf(String text) {
        return texts().stream().filter(line -> line.contains(text)).count();
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}

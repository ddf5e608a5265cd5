package dev.workerlet.benchmarks.leak;

import dev.workerlet.benchmarks.support.Requests;
import dev.workerlet.runtime.message.FetchRequest;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What a request of the leak run asks for: one kind for each handler of {@code worker.js}. */
enum RequestKind {
    SYNC("/sync", 30, 200),
    TIMER("/timer", 15, 200),
    JSON("/json", 20, 200),
    WAIT_UNTIL("/wait-until", 10, 200),
    HEADERS("/headers", 12, 201),
    BODY("/body", 5, 200),
    STREAM("/stream", 5, 200),
    THROW("/throw", 2, 500),
    REJECT("/reject", 1, 200);

    private static final RequestKind[] KINDS = values();
    private static final int LONG_BODY = 50_000;

    private final String path;
    private final int percent;
    private final int status;

    RequestKind(String path, int percent, int status) {
        this.path = path;
        this.percent = percent;
        this.status = status;
    }

    /** A kind, as often as its share says. */
    static RequestKind pick(Random random) {
        int left = random.nextInt(100);
        for (RequestKind kind : KINDS) {
            left -= kind.percent;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("The shares are not 100 in all");
    }

    /** The status that a client is to see. */
    int status() {
        return status;
    }

    /** A request of this kind. */
    FetchRequest request(int number) {
        return switch (this) {
            case JSON ->
                Requests.post(
                        path,
                        "application/json",
                        ("{\"id\":" + number + ",\"items\":[{\"price\":3,\"count\":2},{\"price\":5,\"count\":1}]}")
                                .getBytes(StandardCharsets.UTF_8));
            case BODY -> Requests.post(path, "text/plain", new byte[LONG_BODY]);
            default -> Requests.get(path + "?number=" + number);
        };
    }
}

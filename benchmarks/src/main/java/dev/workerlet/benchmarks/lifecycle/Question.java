package dev.workerlet.benchmarks.lifecycle;

import java.util.List;

/** One way to ask the worker, and what it must answer. */
enum Question {
    HELLO("hello"),
    TIMER("timer"),
    LATER("later"),
    STREAM("stream"),
    FETCH("fetch"),
    WASM("wasm"),
    FRESH("fresh/hello"),
    LOOP("hostile/loop");

    /** Those whose good answer has the status 200. */
    static final List<Question> GOOD = List.of(HELLO, TIMER, LATER, STREAM, FETCH, WASM, FRESH);

    /** Those, and the one that is ended at its limit. */
    static final List<Question> ALL = List.of(values());

    private static final int LINES = 10;

    private final String path;

    Question(String path) {
        this.path = path;
    }

    /** The request's target within the web application. */
    String target(long number) {
        return path + "?n=" + number;
    }

    /** Whether this is what the worker must answer. */
    boolean isAnswer(long number, int status, String body) {
        return this == LOOP ? status == 429 : status == 200 && body.equals(body(number));
    }

    private String body(long number) {
        String scaled = Long.toString(number * 7 + 3);
        if (this != STREAM) {
            return scaled;
        }
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            lines.append(line).append(':').append(scaled).append('\n');
        }
        return lines.toString();
    }
}

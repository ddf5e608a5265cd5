package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.io.HttpPeer;
import java.io.IOException;
import java.util.List;

/** One way to end a server, and the exit code that it must have then. */
enum Ending {
    SIGTERM(143) {
        @Override
        void begin(Child child) {
            child.process().terminate();
        }
    },
    EXIT_IN_A_REQUEST(ExitServlet.CODE) {
        @Override
        void begin(Child child) throws IOException {
            ask(child, ExitServlet.PATH);
        }
    },
    END_OF_INPUT(0) {
        @Override
        void begin(Child child) throws IOException {
            child.process().endInput();
        }
    },
    SIGTERM_TWICE(143) {
        @Override
        void begin(Child child) throws InterruptedException {
            child.process().terminate();
            Thread.sleep(20);
            child.process().terminate();
        }
    },
    EXIT_TWICE_AND_SIGTERM(ExitServlet.CODE) {
        @Override
        void begin(Child child) throws IOException, InterruptedException {
            ask(child, ExitServlet.PATH);
            ask(child, ExitServlet.PATH);
            // Long enough for the exit to be first: the code is the first one's.
            Thread.sleep(500);
            child.process().terminate();
        }
    },
    /** A built-in function that never looks at the request to stop. */
    SIGTERM_WITH_A_STUCK_TURN(143) {
        @Override
        void begin(Child child) throws IOException, InterruptedException {
            ask(child, "/hostile/stuck");
            Thread.sleep(1_000);
            child.process().terminate();
        }
    };

    /** All ways. */
    static final List<Ending> ALL = List.of(values());

    private final int exitCode;

    Ending(int exitCode) {
        this.exitCode = exitCode;
    }

    abstract void begin(Child child) throws IOException, InterruptedException;

    int exitCode() {
        return exitCode;
    }

    /** Asks for what is never answered. */
    private static void ask(Child child, String path) throws IOException {
        HttpPeer peer = HttpPeer.connect(child.application("a"));
        peer.send("GET /a" + path + " HTTP/1.1\r\nhost: server\r\n\r\n");
    }
}

package dev.workerlet.benchmarks.lifecycle;

import dev.workerlet.benchmarks.io.HttpPeer;
import java.io.IOException;

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
            askToExit(child);
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
            askToExit(child);
            askToExit(child);
            // Long enough for the exit to be first: the code is the first one's.
            Thread.sleep(500);
            child.process().terminate();
        }
    };

    private final int exitCode;

    Ending(int exitCode) {
        this.exitCode = exitCode;
    }

    abstract void begin(Child child) throws IOException, InterruptedException;

    int exitCode() {
        return exitCode;
    }

    /** There is no answer: the request's thread ends the JVM. */
    private static void askToExit(Child child) throws IOException {
        HttpPeer peer = HttpPeer.connect(child.application("a"));
        peer.send("GET /a" + ExitServlet.PATH + " HTTP/1.1\r\nhost: server\r\n\r\n");
    }
}

package dev.workerlet.benchmarks.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a server with two web applications under mixed load. */
record ExitRun(
        String container, Path war, Ending ending, @Nullable Path log) {
    private static final int CLIENTS = 3;
    private static final long GOOD_BEFORE = 60;
    /** What a request gets that comes after Tomcat has ended its host and before it ends the connection; no application sees it. */
    private static final String PAGE_OF_TOMCAT = " 400 <!doctype html><html lang=\"en\"><head><title>HTTP Status 400 ";

    private static final Duration LONGEST_END = Duration.ofMinutes(2);

    /**
     * What was found.
     *
     * @param exitCode null where it did not end
     * @param millis how long the end took
     * @param answers what came of the requests
     */
    record Result(@Nullable Integer exitCode, long millis, String answers, List<String> faults) {
        Result {
            faults = List.copyOf(faults);
        }
    }

    Result run() throws IOException, InterruptedException {
        try (Child child = Child.start(container, ChildFiles.write(war, "3s", log));
                CheckedLoad a = new CheckedLoad(child.application("a"), Question.ALL, CLIENTS);
                CheckedLoad b = new CheckedLoad(child.application("b"), Question.ALL, CLIENTS)) {
            List<String> faults = new ArrayList<>();
            if (!a.awaitGood(GOOD_BEFORE) || !b.awaitGood(GOOD_BEFORE)) {
                faults.add("no load before the end");
            }
            long start = System.nanoTime();
            ending.begin(child);
            Integer exitCode = child.awaitExit(LONGEST_END);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (exitCode == null) {
                faults.add("it did not end");
                child.process().kill();
            } else if (exitCode != ending.exitCode()) {
                faults.add("exit code " + exitCode);
            }
            a.close();
            b.close();
            faults.addAll(child.crashes());
            judge(a.answers(), faults);
            judge(b.answers(), faults);
            return new Result(exitCode, millis, "a " + a.answers() + ", b " + b.answers(), faults);
        }
    }

    static void judge(Answers answers, List<String> faults) {
        if (answers.count(kind ->
                        (kind.startsWith(Answers.WRONG) && !kind.contains(PAGE_OF_TOMCAT)) || kind.equals(Answers.NONE))
                > 0) {
            faults.add("answers: " + answers);
        }
    }
}

package dev.workerlet.benchmarks.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers an end may not make. */
class ExitRunTest {
    private static List<String> faults(String kind) {
        Answers answers = new Answers();
        answers.count(Answers.GOOD);
        answers.count(kind);
        List<String> faults = new ArrayList<>();
        ExitRun.judge(answers, faults);
        return faults;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503 Aborted",
                "404",
                "refused",
                "cut SocketException",
                "WRONG FETCH 400 <!doctype html><html lang=\"en\"><head><title>HTTP Status 400 – Bad Request</title>"
            })
    void judge_whatAnEndMayDo_isNoFault(String kind) {
        assertThat(faults(kind)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO ANSWER",
                "WRONG HELLO 200 3",
                "WRONG HELLO 400 No such path",
                "WRONG FETCH 500 <!doctype html><html lang=\"en\"><head><title>HTTP Status 500 – Internal Server Error</title>"
            })
    void judge_anythingElse_isAFault(String kind) {
        assertThat(faults(kind)).hasSize(1);
    }
}

package dev.workerlet.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.benchmarks.peers.Finding.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables of all peers. */
class PeersReportTest {
    private static final Map<String, String> VERSIONS = new LinkedHashMap<>();

    static {
        VERSIONS.put("one", "1.0");
        VERSIONS.put("other", "2.0");
    }

    @Test
    void text_survivedAndNot_countsThoseThatRan() {
        String text = new PeersReport(
                        VERSIONS,
                        List.of(
                                finding("one", "loop-plain", End.HOLDS),
                                finding("one", "loop-sort", End.WAITED),
                                finding("other", "loop-plain", End.STUCK),
                                finding("other", "loop-sort", End.REFUSED)))
                .text();

        assertThat(text)
                .contains("- other: 2.0")
                .contains("| loop | 2 of 2 | 0 of 1 |")
                .contains("| all | 2 of 2 | 0 of 1 |")
                .contains("| stuck | 0 | 1 |")
                .contains("| loop-sort | survived, neighbour waited | refused to start |");
    }

    private static Finding finding(String peer, String attack, End end) {
        return new Finding(peer, attack, end, "", 0);
    }
}

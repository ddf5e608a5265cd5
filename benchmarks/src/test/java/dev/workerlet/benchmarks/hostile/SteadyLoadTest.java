package dev.workerlet.benchmarks.hostile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be sent is told, and load goes on. */
class SteadyLoadTest {
    private static final Neighbour NOWHERE = new Neighbour("other", 0, false, "no address: ");

    @Test
    void figures_requestsThatCannotBeSent_areLost() throws Exception {
        int seen = 0;
        try (SteadyLoad load = new SteadyLoad(URI.create("http://127.0.0.1:1/"), List.of(NOWHERE), 1_000)) {
            load.open();
            while (seen < 2) {
                NeighbourFigures figures = requireNonNull(load.figures().get(NOWHERE));
                assertThat(figures.asked()).isEqualTo(figures.lost());
                assertThat(figures.failures().keySet()).allMatch(why -> why.startsWith("not sent: "));
                seen += figures.lost();
                load.open();
            }
        }
        assertThat(seen).isGreaterThan(1);
    }
}

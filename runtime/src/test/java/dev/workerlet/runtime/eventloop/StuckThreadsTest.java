package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Who may keep how many threads, by threads that are never started. */
class StuckThreadsTest {
    private static final int MOST = 16;

    private final StuckThreads stuck = new StuckThreads(MOST);
    private final Deque<Thread> kept = new ArrayDeque<>();

    private void claimHalf(String owner) {
        for (int i = 0; i < MOST / 2; i++) {
            assertThat(stuck.claim(owner)).isTrue();
        }
    }

    private void giveUp(String owner, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(stuck.claimLast(owner)).isTrue();
            Thread thread = new Thread(() -> {});
            kept.push(thread);
            stuck.add(thread, owner);
        }
    }

    @Test
    void longTurnsOfAnOwner_getHalf() {
        claimHalf("a");

        assertThat(stuck.claim("a")).isFalse();
        assertThat(stuck.claim("b")).isTrue();
        stuck.release("a");
        assertThat(stuck.claim("a")).isTrue();
    }

    @Test
    void turnsThatCanNotBeEnded_getWhatIsLeft() {
        giveUp("a", MOST);

        assertThat(stuck.claimLast("a")).isFalse();
        assertThat(stuck.claimLast("b")).isFalse();
        stuck.remove(kept.pop());
        assertThat(stuck.claimLast("b")).isTrue();
    }

    @Test
    void oneOfSeveralOwners_keepsAQuarter() {
        giveUp("a", 3);
        assertThat(stuck.refusal("b")).isNull();
        assertThat(stuck.refusal("a")).isNull();

        giveUp("a", 1);

        assertThat(stuck.refusal("a"))
                .contains("4 turns", "owner a", "of 16 threads, stuck-threads-limit, it may keep 4");
        assertThat(stuck.refusal("b")).isNull();
        stuck.remove(kept.pop());
        assertThat(stuck.refusal("a")).isNull();
    }

    @Test
    void onlyOwner_keepsThreeQuarters_untilAnotherOneComes() {
        giveUp("a", 11);
        assertThat(stuck.refusal("a")).isNull();
        giveUp("a", 1);
        assertThat(stuck.refusal("a")).contains("it may keep 12");

        stuck.remove(kept.pop());
        assertThat(stuck.refusal("a")).isNull();

        assertThat(stuck.refusal("b")).isNull();
        assertThat(stuck.refusal("a")).contains("11 turns", "it may keep 4");
    }

    @Test
    void room_goesOverToWhoseTurnItWas() {
        claimHalf("a");
        stuck.pass("a", "b");

        assertThat(stuck.claim("a")).isTrue();
        assertThat(stuck.claim("a")).isFalse();
        stuck.release("b");
        claimHalf("b");
        assertThat(stuck.claim("b")).isFalse();
    }
}

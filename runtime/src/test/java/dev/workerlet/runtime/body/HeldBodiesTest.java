package dev.workerlet.runtime.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts against the room for bodies, and for how long. */
class HeldBodiesTest {
    private static final int SIZE = HeldBodies.SMALLEST_BYTES;

    private final HeldBodies held = new HeldBodies(8 * SIZE);

    private @Nullable Body hold(String owner, int bytes) {
        return held.of(owner).hold(new Body.Bytes(new byte[bytes]));
    }

    private static BodySource source(@Nullable Body body) {
        assertThat(body).isInstanceOf(Body.Stream.class);
        return ((Body.Stream) Objects.requireNonNull(body)).source();
    }

    @Test
    void smallBody_staysAsItIs_andCountsForNothing() {
        Body.Bytes small = new Body.Bytes(new byte[SIZE - 1]);

        assertThat(held.of("one").hold(small)).isSameAs(small);
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void body_countsUntilItsEndIsRead() {
        Body body = Objects.requireNonNull(hold("one", SIZE));
        BodySource source = source(body);

        assertThat(body.lengthBytes()).isEqualTo(SIZE);
        assertThat(source.read()).isInstanceOf(BodyChunk.Data.class);
        assertThat(held.heldBytes()).isEqualTo(SIZE);
        assertThat(source.read()).isInstanceOf(BodyChunk.End.class);
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void body_thatIsCancelled_countsNoMore_howeverOften() {
        BodySource source = source(hold("one", SIZE));
        hold("one", SIZE);

        source.cancel("left");
        source.cancel("left again");
        source.read();
        source.read();

        assertThat(held.heldBytes()).isEqualTo(SIZE);
    }

    @Test
    void owner_leavesAQuarterToTheNext() {
        for (int i = 0; i < 6; i++) {
            assertThat(hold("greedy", SIZE)).isNotNull();
        }

        assertThat(hold("greedy", SIZE)).isNull();
        assertThat(hold("modest", SIZE)).isNotNull();
        assertThat(hold("modest", SIZE)).isNull();
        assertThat(hold("other", SIZE)).isNotNull();
        assertThat(hold("last", SIZE)).isNull();
        assertThat(held.heldBytes()).isEqualTo(8 * SIZE);
    }

    @Test
    void account_countsWhatItTakesUntilItGivesIt_andNothingWhenItIsClosed() {
        HeldBodies.Account account = held.of("one").account();

        assertThat(account.take(5)).isTrue();
        account.give(2);
        assertThat(held.heldBytes()).isEqualTo(3);
        account.give(10);
        assertThat(held.heldBytes()).isZero();
        account.take(4);
        account.close();
        account.close();
        account.give(4);
        assertThat(account.take(4)).isTrue();
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void firstBodyOfAnOwner_mayTakeAllThatIsLeft() {
        Body large = hold("one", 8 * SIZE);

        assertThat(large).isNotNull();
        assertThat(hold("other", SIZE)).isNull();
        source(large).cancel("left");
        assertThat(hold("other", SIZE)).isNotNull();
    }

    @Test
    void bodyLargerThanAllRoom_hasNone() {
        assertThat(hold("one", 8 * SIZE + 1)).isNull();
        assertThat(held.heldBytes()).isZero();
    }
}

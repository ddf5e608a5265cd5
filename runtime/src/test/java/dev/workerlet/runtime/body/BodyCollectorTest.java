package dev.workerlet.runtime.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.message.Body;
import org.junit.jupiter.api.Test;

/** What becomes of bodies that are gathered where there is little room. */
class BodyCollectorTest {
    private final HeldBodies held = new HeldBodies(100);
    private final HeldBodies.Account account = held.of("one").account();
    private String told = "";

    private void collect(int bytes) {
        Body.Bytes body = new Body.Bytes(new byte[bytes]);
        BodyCollector.collect(
                new Body.Stream(ChunkSource.of(body), Body.UNKNOWN_LENGTH),
                1_000,
                account,
                new BodyCollector.Receiver() {
                    @Override
                    public void collected(byte[] all) {
                        told = "collected " + all.length;
                    }

                    @Override
                    public void tooLarge(long limitBytes) {
                        told = "too large";
                    }

                    @Override
                    public void noRoom(String reason) {
                        told = "no room: " + reason;
                    }

                    @Override
                    public void failed(String reason) {
                        told = "failed: " + reason;
                    }
                });
    }

    @Test
    void body_withRoom_countsUntilItsTakerClosesTheAccount() {
        collect(90);

        assertThat(told).isEqualTo("collected 90");
        assertThat(held.heldBytes()).isEqualTo(90);
        account.close();
        assertThat(held.heldBytes()).isZero();
    }

    @Test
    void body_withoutRoom_isRefused() {
        collect(110);

        assertThat(told).startsWith("no room: the server has no room");
        assertThat(held.heldBytes()).isZero();
    }
}

package dev.workerlet.runtime.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.support.FedSource;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Bodies that come and are taken piece by piece: all of it in its order, the end once, and no more than there is room for. */
class BodyPumpModelTest {
    private enum Step {
        FEED,
        WAKE,
        MAKE_ROOM,
        STOP
    }

    private enum End {
        NONE,
        COMPLETE,
        FAILED
    }

    /** Takes as many pieces as it has room for. */
    private static final class Taker extends BodyPump {
        final List<BodyChunk> taken = new ArrayList<>();
        int room;

        Taker(FedSource source) {
            super(source);
        }

        @Override
        protected boolean hasRoom() {
            return room > 0;
        }

        @Override
        protected void take(BodyChunk chunk) {
            room--;
            taken.add(chunk);
        }

        @Override
        protected void failed(Throwable cause) {
            throw new AssertionError("Nothing throws here", cause);
        }
    }

    @Property
    void pump_takesAllInOrder_andNoMoreThanThereIsRoomFor(@ForAll @Size(max = 60) List<Step> steps, @ForAll End end) {
        FedSource source = FedSource.empty();
        Taker taker = new Taker(source);
        List<BodyChunk> fed = new ArrayList<>();
        boolean stopped = false;
        int most = 0;
        for (Step step : steps) {
            switch (step) {
                case FEED -> {
                    BodyChunk chunk = new BodyChunk.Data(new byte[] {(byte) fed.size()});
                    fed.add(chunk);
                    source.feed(chunk);
                }
                case WAKE -> taker.run();
                case MAKE_ROOM -> {
                    most += stopped ? 0 : 3;
                    taker.room += 3;
                    taker.run();
                }
                case STOP -> {
                    taker.stop("enough");
                    stopped = true;
                    most = taker.taken.size();
                }
            }
            assertThat(taker.taken).hasSizeLessThanOrEqualTo(most).isEqualTo(fed.subList(0, taker.taken.size()));
            assertThat(source.reads()).isEqualTo(taker.taken.size());
        }
        BodyChunk last = end == End.FAILED ? new BodyChunk.Failed("cut") : BodyChunk.END;
        source.feed(last);
        taker.room = Integer.MAX_VALUE;
        taker.run();
        taker.run();
        fed.add(last);
        assertThat(taker.taken).isEqualTo(stopped ? fed.subList(0, most) : fed);
    }

    @Property
    void collector_tellsOnce_allOrTooLargeOrWhyNot(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 40) Integer> sizes,
            @ForAll @IntRange(max = 300) int limit,
            @ForAll End end) {
        FedSource source = FedSource.empty();
        List<String> told = new ArrayList<>();
        int begun = sizes.size() / 2;
        sizes.subList(0, begun).forEach(size -> source.feed("x".repeat(size)));
        BodyCollector.collect(new Body.Stream(source, Body.UNKNOWN_LENGTH), limit, new BodyCollector.Receiver() {
            @Override
            public void collected(byte[] bytes) {
                told.add("all " + bytes.length);
            }

            @Override
            public void tooLarge(long limitBytes) {
                told.add("too large");
            }

            @Override
            public void failed(String reason) {
                told.add(reason);
            }
        });
        sizes.subList(begun, sizes.size()).forEach(size -> source.feed("x".repeat(size)));
        int sum = sizes.stream().mapToInt(Integer::intValue).sum();
        if (end != End.NONE) {
            source.feed(end == End.FAILED ? new BodyChunk.Failed("cut") : BodyChunk.END);
        }

        @Nullable
        String expected = switch (end) {
            case NONE -> null;
            case COMPLETE -> "all " + sum;
            case FAILED -> "cut";
        };
        if (sum > limit) {
            assertThat(told).containsExactly("too large");
            assertThat(source.cancelled()).contains(String.valueOf(limit));
        } else {
            assertThat(told).isEqualTo(expected == null ? List.of() : List.of(expected));
        }
    }
}

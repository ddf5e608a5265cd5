package dev.workerlet.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostObjectsTest {
    private final HostObjects objects = new HostObjects();

    /** Counts how often it was closed. */
    private static final class Counted implements HostObject {
        private int closed;

        @Override
        public void close() {
            closed++;
        }
    }

    /** An object of another type. */
    private interface Other extends HostObject {}

    @Test
    void find_openObject_isThere() {
        Counted object = new Counted();
        int id = objects.add(7, object);

        assertThat(objects.find(id, Counted.class)).isSameAs(object);
        assertThat(objects.find(id, Other.class)).isNull();
        assertThat(objects.find(id + 1, Counted.class)).isNull();
    }

    @Test
    void close_twice_closesOnce() {
        Counted object = new Counted();
        int id = objects.add(7, object);

        objects.close(id);
        objects.close(id);

        assertThat(object.closed).isEqualTo(1);
        assertThat(objects.find(id, Counted.class)).isNull();
    }

    @Test
    void closeOf_request_leavesOthersOpen() {
        Counted own = new Counted();
        Counted other = new Counted();
        objects.add(7, own);
        objects.add(8, other);

        objects.closeOf(7);

        assertThat(own.closed).isEqualTo(1);
        assertThat(other.closed).isZero();
        assertThat(objects.size()).isEqualTo(1);
    }

    @Test
    void closeAll_openObjects_closesEach() {
        Counted first = new Counted();
        Counted second = new Counted();
        objects.add(7, first);
        objects.add(8, second);

        objects.closeAll();

        assertThat(first.closed + second.closed).isEqualTo(2);
        assertThat(objects.size()).isZero();
    }

    @Test
    void add_afterClose_givesNewId() {
        int first = objects.add(7, new Counted());
        objects.close(first);

        assertThat(objects.add(7, new Counted())).isGreaterThan(first);
    }

    @Test
    void add_whenFull_isRefused() {
        for (int i = 0; i < HostObjects.MOST; i++) {
            assertThat(objects.hasRoom()).isTrue();
            objects.add(i, new Counted());
        }

        assertThat(objects.hasRoom()).isFalse();
        assertThatThrownBy(() -> objects.add(1, new Counted())).isInstanceOf(IllegalStateException.class);
    }
}

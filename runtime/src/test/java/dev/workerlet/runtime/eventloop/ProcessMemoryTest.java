package dev.workerlet.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Linux tells of the process. */
@EnabledOnOs(OS.LINUX)
class ProcessMemoryTest {
    private static final int BYTES = 32 * 1024 * 1024;
    private static final int STEP = 4096;

    @Test
    void touchedBytes_growWithWhatTheThreadTouches() {
        Path thread = Threads.nativeDirectory();
        assertThat(thread).isNotNull();
        long before = thread == null ? 0 : ProcessMemory.touchedBytes(thread);

        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
        for (int i = 0; i < BYTES; i += STEP) {
            buffer.put(i, (byte) 1);
        }

        long after = thread == null ? 0 : ProcessMemory.touchedBytes(thread);
        assertThat(after - before).isGreaterThanOrEqualTo(BYTES / 2);
        assertThat(ProcessMemory.residentBytes()).isBetween((long) BYTES, ProcessMemory.totalBytes());
    }

    @Test
    void totalBytes_areTheContainersOrTheMachines() {
        long told =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();

        assertThat(ProcessMemory.totalBytes()).isEqualTo(told);
    }

    @Test
    void touchedBytes_ofAThreadThatIsGone_areUnknown() {
        assertThat(ProcessMemory.touchedBytes(Path.of("/proc/0/task/0"))).isEqualTo(ProcessMemory.UNKNOWN);
    }

    @Test
    void budget_isSpentAboveItsBytesOnly() {
        MemoryBudget budget = new MemoryBudget(1000);

        assertThat(budget.isSpentBy(1000)).isFalse();
        assertThat(budget.isSpentBy(1001)).isTrue();
        assertThat(budget.isSpentBy(ProcessMemory.UNKNOWN)).isFalse();
        assertThat(new MemoryBudget(1).isSpent()).isTrue();
    }
}

package dev.workerlet.servlet.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user writes into the configuration: values that can be used, or a ConfigurationException that says where. */
class ConfigurationFuzz {
    /** Lines of name and value, as init-params and as context-params. */
    @FuzzTest
    void parameters(byte[] data) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
        }
        try {
            requireUsable(WorkerSettings.read(new Parameters("here", values)).limits());
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith("here: ");
        }
        try {
            RuntimeSettings settings = RuntimeSettings.read("there", values, Path.of("tmp"));
            for (Duration duration : List.of(
                    settings.options().queueWait(),
                    settings.options().drainTimeout(),
                    settings.options().overload().queueTarget(),
                    settings.options().overload().breakLimit())) {
                assertThat(duration.toNanos()).isNotNegative();
            }
            assertThat(settings.options().memoryBytes()).isNotNegative();
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith("there: ");
        }
    }

    /** Whoever uses a limit counts in nanoseconds. */
    private static void requireUsable(WorkerLimits limits) {
        assertThat(limits.cpuTime().toNanos()).isPositive();
        assertThat(limits.startCpuTime().toNanos()).isPositive();
        assertThat(limits.wallClock().toNanos()).isPositive();
        assertThat(limits.stream().idle().toNanos()).isNotNegative();
        assertThat(limits.socket().hold().toNanos()).isNotNegative();
        assertThat(limits.socket().drain().toNanos()).isNotNegative();
        assertThat(limits.heapBytes()).isPositive();
    }

    @FuzzTest
    void workersFile(byte[] data) {
        try {
            WorkersFile file = WorkersFile.read(new ByteArrayInputStream(data));
            assertThat(file.workers()).allSatisfy(worker -> {
                assertThat(worker.paths()).isNotEmpty();
                assertThat(worker.initParams()).containsKey("script");
            });
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageStartingWith(WorkersFile.PATH);
        }
    }

    @FuzzTest
    void descriptor(byte[] data) {
        DeploymentDescriptor descriptor = DeploymentDescriptor.read(new ByteArrayInputStream(data));

        assertThat(descriptor.mappings())
                .allSatisfy(mapping ->
                        assertThat(descriptor.leftOutBehind(mapping.filter())).isNotNull());
    }
}

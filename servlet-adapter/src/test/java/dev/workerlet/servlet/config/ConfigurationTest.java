package dev.workerlet.servlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.context.WorkerMode;
import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.limits.ScriptLimits;
import dev.workerlet.runtime.limits.SocketLimits;
import dev.workerlet.runtime.limits.StreamLimits;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static WorkerSettings read(Map<String, String> values) {
        Parameters parameters = new Parameters("servlet \"hello\"", values);
        WorkerSettings settings = WorkerSettings.read(parameters);
        parameters.refuseUnknown();
        return settings;
    }

    @ParameterizedTest
    @CsvSource({"50ms,PT0.05S", "30s,PT30S", "5m,PT5M", "1 h,PT1H", "0ms,PT0S", "876000h,PT876000H"})
    void duration_inEachUnit_isRead(String text, Duration expected) {
        assertThat(Values.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "65536,65536", "64k,65536", "64KB,65536", "128m,134217728", "1g,1073741824", "7b,7"})
    void size_inEachUnit_isRead(String text, long expected) {
        assertThat(Values.sizeBytes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ms",
                "50",
                "-1s",
                "1.5s",
                "50 parsecs",
                "99999999999999999999s",
                "876001h",
                "999999999999999999h"
            })
    void duration_otherwise_isRefused(String text) {
        assertThatThrownBy(() -> Values.duration(text))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1", "1t", "999999999999999999g"})
    void size_otherwise_isRefused(String text) {
        assertThatThrownBy(() -> Values.sizeBytes(text))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }

    @Test
    void settings_ofNothing_areTheDefaults() {
        WorkerSettings settings = read(Map.of());

        assertThat(settings.limits()).isEqualTo(WorkerLimits.DEFAULTS);
        assertThat(settings.mode()).isEqualTo(WorkerMode.POOLED);
        assertThat(settings.owner()).isNull();
        assertThat(settings.env()).isEmpty();
    }

    @Test
    void settings_ofAll_areRead() {
        WorkerSettings settings = read(Map.ofEntries(
                Map.entry("cpu-limit", "1s"),
                Map.entry("start-cpu-limit", "2s"),
                Map.entry("wall-limit", "3s"),
                Map.entry("heap-limit", "64m"),
                Map.entry("external-memory-limit", "32m"),
                Map.entry("request-body-limit", "1k"),
                Map.entry("response-body-limit", "2k"),
                Map.entry("max-concurrent-per-isolate", "1"),
                Map.entry("timers-per-request", "5"),
                Map.entry("fetches-per-request", "7"),
                Map.entry("concurrent-fetches", "2"),
                Map.entry("fetch-body-limit", "4k"),
                Map.entry("log-limit", "3k"),
                Map.entry("stream-chunks", "3"),
                Map.entry("stream-bytes", "5k"),
                Map.entry("stream-idle-limit", "9s"),
                Map.entry("fetch-allow", "intranet.example, 10.0.0.0/8"),
                Map.entry("fetch-deny", "*.internal.example"),
                Map.entry("socket-message-limit", "6k"),
                Map.entry("socket-messages", "8"),
                Map.entry("socket-bytes", "9k"),
                Map.entry("socket-hold-limit", "4s"),
                Map.entry("max-open-per-isolate", "11"),
                Map.entry("open-drain-limit", "12s"),
                Map.entry("soft-limit", "60%"),
                Map.entry("mode", "isolated"),
                Map.entry("env.A", " a "),
                Map.entry("service.B", " b ")));

        assertThat(settings.limits())
                .isEqualTo(new WorkerLimits(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        64 << 20,
                        32 << 20,
                        1024,
                        2048,
                        1,
                        5,
                        7,
                        2,
                        4096,
                        3072,
                        new StreamLimits(3, 5 * 1024, Duration.ofSeconds(9)),
                        OutboundPolicy.parse("intranet.example 10.0.0.0/8", "*.internal.example"),
                        new SocketLimits(6 * 1024, 8, 9 * 1024, Duration.ofSeconds(4), 11, Duration.ofSeconds(12)),
                        ScriptLimits.DEFAULTS,
                        60));
        assertThat(settings.mode()).isEqualTo(WorkerMode.ISOLATED);
        assertThat(settings.env()).containsExactly(Map.entry("A", " a "));
        assertThat(settings.services()).containsExactly(Map.entry("B", "b"));
    }

    @Test
    void settings_ofTheScript_areRead() {
        assertThat(read(Map.of("script-limit", "3m", "script-files-limit", "4", "eval", "deny"))
                        .limits()
                        .script())
                .isEqualTo(new ScriptLimits(3 << 20, 4, false));
        assertThat(read(Map.of("eval", "allow")).limits().script()).isEqualTo(ScriptLimits.DEFAULTS);
        assertThatThrownBy(() -> read(Map.of("eval", "true")))
                .hasMessage("servlet \"hello\": the value \"true\" of eval is wrong: allow or deny is wanted");
        assertThatThrownBy(() -> read(Map.of("script-limit", "0")))
                .hasMessage("servlet \"hello\": script-limit must be at least 1, but is 0");
    }

    @Test
    void serviceAndEnv_ofOneName_areRefused() {
        assertThatThrownBy(() -> read(Map.of("env.A", "a", "service.A", "b")))
                .hasMessage("servlet \"hello\": there are both env.A and service.A, but env can hold one A only");
    }

    @Test
    void unknownName_isRefusedWithTheNearest() {
        assertThatThrownBy(() -> read(Map.of("cpu-limt", "50ms")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("servlet \"hello\": unknown name \"cpu-limt\"; did you mean \"cpu-limit\"?");
        assertThatThrownBy(() -> read(Map.of("colour", "red")))
                .hasMessageContaining("known are concurrent-fetches, cpu-limit, ");
    }

    @Test
    void wrongValue_isNamedWithItsPlace() {
        assertThatThrownBy(() -> read(Map.of("cpu-limit", "fast")))
                .hasMessageStartingWith("servlet \"hello\": the value \"fast\" of cpu-limit is wrong");
        assertThatThrownBy(() -> read(Map.of("heap-limit", "1m")))
                .hasMessageStartingWith("servlet \"hello\": heap-limit must be at least");
        assertThatThrownBy(() -> read(Map.of("fetch-allow", "10.0.0.0/99")))
                .hasMessage("servlet \"hello\": fetch-allow: \"10.0.0.0/99\" has no valid prefix length");
        assertThatThrownBy(() -> read(Map.of("mode", "fast"))).hasMessageContaining("pooled or isolated");
    }

    @Test
    void runtimeSettings_areReadAndChecked() {
        Path base = Path.of("base");
        RuntimeSettings settings = RuntimeSettings.read(
                "here",
                Map.ofEntries(
                        Map.entry("loops", "3"),
                        Map.entry("queue-per-owner", "20"),
                        Map.entry("queue-target", "3s"),
                        Map.entry("kills-before-break", "0"),
                        Map.entry("break-limit", "5s"),
                        Map.entry("stuck-threads-limit", "3"),
                        Map.entry("queue-wait", "1s"),
                        Map.entry("development", "true"),
                        Map.entry("allow-private-network", "true"),
                        Map.entry("fetches-per-owner", "7"),
                        Map.entry("memory-limit", "2g"),
                        Map.entry("unload-library", "false")),
                base);

        assertThat(settings.options().loops()).isEqualTo(3);
        assertThat(settings.options().queueWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.options().unloadLibrary()).isFalse();
        assertThat(settings.options().allowPrivateNetwork()).isTrue();
        assertThat(settings.options().fetchesPerOwner()).isEqualTo(7);
        assertThat(settings.options().overload().queuePerOwner()).isEqualTo(20);
        assertThat(settings.options().overload().queueTarget()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.options().overload().killsBeforeBreak()).isZero();
        assertThat(settings.options().overload().breakLimit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.options().overload().stuckThreads()).isEqualTo(3);
        assertThat(settings.options().memoryBytes()).isEqualTo(2L << 30);
        assertThat(settings.options().workDirectory()).isEqualTo(base);
        assertThat(settings.development()).isTrue();
        assertThatThrownBy(() -> RuntimeSettings.read("here", Map.of("lops", "3"), base))
                .hasMessageContaining("did you mean \"loops\"?");
        assertThatThrownBy(() -> RuntimeSettings.read("here", Map.of("loops", "0"), base))
                .hasMessageContaining("loops must be at least 1");
        assertThatThrownBy(() -> RuntimeSettings.read("here", Map.of("break-limit", "0s"), base))
                .hasMessageContaining("break-limit");
    }

    @Test
    void runtimeSettings_memoryLimit_isAShareToo() {
        RuntimeSettings half = RuntimeSettings.read("here", Map.of("memory-limit", "50%"), Path.of("base"));
        RuntimeSettings all = RuntimeSettings.read("here", Map.of("memory-limit", "100%"), Path.of("base"));

        assertThat(all.options().memoryBytes())
                .isBetween(
                        2 * half.options().memoryBytes() - 100,
                        2 * half.options().memoryBytes() + 100);
        assertThatThrownBy(() -> RuntimeSettings.read("here", Map.of("memory-limit", "110%"), Path.of("base")))
                .hasMessageContaining("a share is from 1% to 100%");
        assertThatThrownBy(() -> RuntimeSettings.read("here", Map.of("memory-limit", "0g"), Path.of("base")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("here: the value \"0g\" of memory-limit is wrong: it must be more than 0");
    }

    private static WorkersFile file(String json) {
        return WorkersFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void workersFile_isRead() {
        WorkersFile file = file("""
                { "runtime": { "loops": 2 },
                  "workers": [ { "name": "a", "path": "/a", "script": "a.js", "owner": "o", "mode": "isolated",
                                 "env": { "X": "x", "N": 1 }, "services": { "B": "b" }, "limits": { "heap-limit": "64m" } },
                               { "name": "b", "path": ["/b", "/c"], "script": "b.js", "filter": true } ] }
                """);

        assertThat(file.runtime()).containsExactly(Map.entry("loops", "2"));
        assertThat(file.workers())
                .containsExactly(
                        new WorkersFile.Worker(
                                "a",
                                List.of("/a"),
                                false,
                                Map.of(
                                        "script",
                                        "a.js",
                                        "owner",
                                        "o",
                                        "mode",
                                        "isolated",
                                        "env.X",
                                        "x",
                                        "env.N",
                                        "1",
                                        "service.B",
                                        "b",
                                        "heap-limit",
                                        "64m")),
                        new WorkersFile.Worker("b", List.of("/b", "/c"), true, Map.of("script", "b.js")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\\n  \"workers\": [ | line 2, column",
                "{ \"runtime\": { \"loops\": 1e99999999999 } } | a number can't be read",
                "{ \"worker\": [] } | did you mean \"workers\"?",
                "{ \"workers\": {} } | must be an array",
                "{ \"workers\": [ 1 ] } | workers[0]: an object is wanted",
                "{ \"workers\": [ { \"path\": \"/\", \"script\": \"x\" } ] } | \"name\" is missing",
                "{ \"workers\": [ { \"name\": \"a\", \"script\": \"x\" } ] } | workers[0] (a): \"path\" is missing",
                "{ \"workers\": [ { \"name\": \"a\", \"path\": \"/\", \"script\": \"x\", \"mod\": 1 } ] } | did you mean \"mode\"?",
                "{ \"workers\": [ { \"name\": \"a\", \"path\": \"/\", \"script\": \"x\", \"mode\": \"no\" } ] } | pooled or isolated",
                "{ \"workers\": [ { \"name\": \"a\", \"path\": \"/\", \"script\": \"x\", \"limits\": { \"cpulimit\": 1 } } ] } | did you mean \"cpu-limit\"?",
                "{ \"workers\": [ { \"name\": \"a\", \"path\": \"/\", \"script\": [] } ] } | must be a text",
                "{ \"workers\": [ { \"name\": \"a\", \"path\": \"/\", \"script\": \"x\", \"filter\": 1 } ] } | true or false"
            })
    void workersFile_withAMistake_saysWhere(String json, String message) {
        assertThatThrownBy(() -> file(json.replace("\\n", "\n")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(WorkersFile.PATH)
                .hasMessageContaining(message.trim());
    }
}

package dev.workerlet.benchmarks.hostile;

import static dev.workerlet.benchmarks.hostile.Attack.CPU;
import static dev.workerlet.benchmarks.hostile.Attack.MEMORY;
import static dev.workerlet.benchmarks.hostile.Attack.NOT_LOADED;
import static dev.workerlet.benchmarks.hostile.Attack.OK;
import static dev.workerlet.benchmarks.hostile.Attack.THROWN;
import static dev.workerlet.benchmarks.hostile.Attack.WALL;
import static dev.workerlet.benchmarks.hostile.Attack.idle;
import static dev.workerlet.benchmarks.hostile.Attack.roomy;
import static dev.workerlet.benchmarks.hostile.Attack.tight;

import dev.workerlet.benchmarks.hostile.Attack.Limit;
import java.util.List;
import java.util.stream.Stream;

/** The table of attacks: what is allowed to come of each. */
public final class Attacks {
    private static final String STAYS = "V8 can't end it: its thread and its memory stay for as long as it runs";

    private Attacks() {}

    /** All of them, in the order in which they run. */
    public static List<Attack> all() {
        return Stream.of(
                        loop(),
                        builtin(),
                        start(),
                        memory(),
                        flood(),
                        outside(),
                        recursion(),
                        trap(),
                        proto(),
                        protocol())
                .flatMap(List::stream)
                .toList();
    }

    /** Loops of every kind. */
    private static List<Attack> loop() {
        return List.of(
                tight("loop-arrays", CPU, MEMORY),
                tight("loop-async", CPU),
                tight("loop-async-generator", CPU),
                idle("loop-atomics-wait", WALL, CPU, THROWN),
                tight("loop-bigint", CPU, THROWN),
                tight("loop-bigint-text", CPU, THROWN),
                tight("loop-clock", CPU),
                tight("loop-eval", CPU, THROWN),
                tight("loop-finally", CPU),
                tight("loop-generator", CPU),
                tight("loop-getters", CPU),
                tight("loop-json-parse", CPU),
                tight("loop-json-parse-many", CPU),
                tight("loop-json-stringify", CPU),
                tight("loop-json-wide", CPU, THROWN),
                tight("loop-microtasks", CPU),
                tight("loop-plain", CPU),
                tight("loop-proxy-keys", CPU, THROWN),
                tight("loop-proxy-prototypes", CPU, THROWN),
                tight("loop-proxy-traps", CPU),
                tight("loop-queue-microtask", CPU, MEMORY),
                tight("loop-regexp", CPU),
                tight("loop-regexp-replace", CPU),
                tight("loop-regexp-sticky", CPU),
                tight("loop-sort", CPU, THROWN),
                tight("loop-sort-comparator", CPU),
                tight("loop-timers", CPU, THROWN, WALL).decidedBy(Limit.WALL),
                tight("loop-wasm", CPU),
                tight("loop-wasm-start", CPU),
                idle("timer-endless", WALL, CPU));
    }

    /** Built-in functions that run for long. */
    private static List<Attack> builtin() {
        return List.of(
                tight("builtin-concat-sparse", CPU, MEMORY, THROWN).open(STAYS),
                tight("builtin-fill", CPU, MEMORY, THROWN),
                tight("builtin-for-each", CPU, MEMORY, THROWN).open(STAYS),
                tight("builtin-includes", CPU, MEMORY, THROWN).open(STAYS),
                tight("builtin-index-of", CPU, MEMORY, THROWN).open(STAYS),
                tight("builtin-join", CPU, MEMORY, THROWN).open(STAYS),
                tight("builtin-json-parse", CPU, MEMORY).open(STAYS),
                tight("builtin-list-format", CPU, MEMORY, THROWN),
                tight("builtin-locale-compare", THROWN),
                tight("builtin-locales", CPU, THROWN),
                tight("builtin-normalize", THROWN),
                tight("builtin-number-format", CPU, MEMORY, OK, THROWN),
                tight("builtin-reverse", CPU, MEMORY, THROWN),
                tight("builtin-segmenter", CPU, MEMORY, OK, THROWN),
                tight("builtin-sort-length", CPU, MEMORY),
                tight("builtin-sort-sparse", CPU, MEMORY, THROWN),
                tight("builtin-string-search", CPU, MEMORY, OK, THROWN),
                tight("builtin-typed-sort", CPU, MEMORY),
                tight("builtin-unshift", CPU, MEMORY, THROWN));
    }

    /** Loading and compiling. */
    private static List<Attack> start() {
        return List.of(
                roomy("code-classes", CPU, MEMORY, OK),
                roomy("code-long", CPU, MEMORY, THROWN, OK),
                roomy("code-nested", THROWN),
                roomy("code-regexp", OK),
                idle("start-await", WALL, NOT_LOADED, THROWN),
                tight("start-import", CPU, THROWN, NOT_LOADED),
                roomy("start-loop", CPU, NOT_LOADED).decidedBy(Limit.START),
                roomy("start-memory", MEMORY, CPU, NOT_LOADED).decidedBy(Limit.START),
                idle("start-timers", WALL, NOT_LOADED, THROWN));
    }

    /** Memory on the heap. */
    private static List<Attack> memory() {
        return List.of(
                roomy("memory-apply", MEMORY, CPU, THROWN),
                roomy("memory-arrays", MEMORY, CPU),
                roomy("memory-catch", MEMORY, CPU),
                roomy("memory-chain", MEMORY, CPU),
                roomy("memory-closures", MEMORY, CPU),
                roomy("memory-errors", THROWN, MEMORY, CPU),
                roomy("memory-fill", MEMORY, CPU, THROWN),
                roomy("memory-fill-large", MEMORY, CPU, THROWN),
                roomy("memory-full", MEMORY, CPU, OK, THROWN),
                roomy("memory-json", MEMORY, CPU),
                roomy("memory-json-text", MEMORY, CPU, THROWN),
                roomy("memory-map", MEMORY, CPU, THROWN),
                roomy("memory-match", MEMORY, CPU, THROWN),
                roomy("memory-matches", MEMORY, CPU),
                roomy("memory-objects", MEMORY, CPU),
                roomy("memory-promises", MEMORY, CPU, OK),
                roomy("memory-properties", MEMORY, CPU),
                roomy("memory-rejections", MEMORY, CPU, THROWN, OK),
                roomy("memory-replace", MEMORY, CPU, THROWN),
                roomy("memory-rope", MEMORY, CPU, THROWN),
                roomy("memory-set", MEMORY, CPU, THROWN),
                roomy("memory-split", MEMORY, CPU, THROWN),
                roomy("memory-split-pattern", MEMORY, CPU, THROWN),
                roomy("memory-spread", MEMORY, CPU, THROWN),
                roomy("memory-symbols", MEMORY, CPU),
                roomy("memory-template", MEMORY, CPU, THROWN),
                roomy("memory-text", MEMORY, CPU, THROWN),
                roomy("memory-text-longest", MEMORY, CPU, THROWN),
                roomy("memory-tree", MEMORY, CPU, THROWN),
                roomy("memory-weak", MEMORY, CPU));
    }

    /** Much of what the platform gives. */
    private static List<Attack> flood() {
        return List.of(
                roomy("flood-broadcast", CPU, MEMORY, THROWN),
                roomy("flood-cache", CPU, MEMORY, OK, THROWN),
                idle("flood-crypto", CPU, THROWN, WALL),
                // Passes on what it was answered itself, without the reason: that is the host's to tell, not a
                // script's.
                idle("flood-fetch-itself", CPU, MEMORY, THROWN, WALL, "429", "500", "503", "504", "508"),
                idle("flood-fetches", CPU, MEMORY, THROWN, WALL, OK),
                roomy("flood-form", CPU, MEMORY, OK, THROWN),
                idle("flood-gunzip", CPU, MEMORY, THROWN, WALL),
                roomy("flood-header-values", CPU, MEMORY, THROWN),
                roomy("flood-headers", CPU, MEMORY, THROWN),
                roomy("flood-log", CPU, MEMORY),
                roomy("flood-log-large", MEMORY, OK),
                roomy("flood-messages", CPU, MEMORY, THROWN, WALL),
                roomy("flood-parts", CPU, MEMORY, OK),
                roomy("flood-query", CPU, MEMORY, OK),
                idle("flood-sockets", CPU, MEMORY, THROWN, WALL),
                roomy("flood-stream", MEMORY, OK),
                roomy("flood-stream-queue", CPU, MEMORY),
                roomy("flood-tee", CPU, MEMORY),
                roomy("flood-timers", CPU, MEMORY, OK),
                roomy("flood-transform", CPU, MEMORY, THROWN, WALL),
                roomy("flood-url", CPU, MEMORY, OK));
    }

    /** Memory outside the heap. */
    private static List<Attack> outside() {
        return List.of(
                roomy("outside-blobs", MEMORY, CPU),
                roomy("outside-buffers", MEMORY, CPU),
                roomy("outside-clones", MEMORY, CPU),
                roomy("outside-resizable", MEMORY, CPU),
                roomy("outside-shared", MEMORY, CPU),
                roomy("outside-small-buffers", MEMORY, CPU),
                roomy("outside-text", MEMORY, CPU),
                roomy("outside-typed-arrays", MEMORY, CPU),
                roomy("outside-wasm", MEMORY, CPU));
    }

    /** Deep recursion. */
    private static List<Attack> recursion() {
        return List.of(
                tight("recursion-async", CPU, THROWN),
                tight("recursion-bound", THROWN, OK),
                tight("recursion-catch", CPU, THROWN),
                tight("recursion-classes", CPU, THROWN),
                tight("recursion-clone", CPU, THROWN),
                tight("recursion-finally", CPU),
                tight("recursion-flat", THROWN, OK),
                tight("recursion-getter", THROWN),
                tight("recursion-json-parse", THROWN, CPU, MEMORY),
                tight("recursion-json-stringify", THROWN, OK),
                tight("recursion-log", THROWN, OK),
                tight("recursion-plain", THROWN),
                tight("recursion-promises", THROWN, OK),
                tight("recursion-prototypes", CPU, THROWN),
                tight("recursion-proxy", THROWN, OK),
                tight("recursion-proxy-itself", CPU, THROWN),
                tight("recursion-regexp", THROWN, OK),
                tight("recursion-to-string", THROWN),
                tight("recursion-wasm", THROWN));
    }

    /** Scripts that survive their end, or run where the platform does not expect it. */
    private static List<Attack> trap() {
        return List.of(
                tight("trap-abort", OK),
                tight("trap-after-close", OK),
                tight("trap-body-iterator", CPU, OK),
                tight("trap-cancel", OK),
                tight("trap-catch", CPU),
                tight("trap-catch-async", CPU),
                tight("trap-error-event", OK),
                tight("trap-log", CPU),
                tight("trap-not-response", THROWN),
                tight("trap-rearm", CPU),
                tight("trap-response-class", OK),
                tight("trap-response-getters", OK),
                tight("trap-response-proxy", CPU),
                tight("trap-stack", CPU, THROWN),
                tight("trap-thenable", CPU),
                tight("trap-thenable-chain", CPU),
                tight("trap-thrown", CPU, THROWN),
                idle("trap-unhandled", CPU, WALL, THROWN),
                tight("trap-wait-until", OK),
                tight("trap-wait-until-endless", OK),
                tight("trap-wait-until-thenable", OK, CPU));
    }

    /** Built-ins that the platform must not use, since a script has replaced them. */
    private static List<Attack> proto() {
        return List.of(
                // Called again in its isolate, it loops over the iterator that it has made.
                tight("proto-array", OK, THROWN, CPU),
                tight("proto-bytes", OK, THROWN),
                tight("proto-collections", OK, THROWN),
                tight("proto-deleted", OK, THROWN),
                tight("proto-frozen", OK, THROWN),
                tight("proto-function", OK, THROWN),
                tight("proto-global-chain", OK),
                tight("proto-headers", OK, THROWN),
                tight("proto-json", OK),
                tight("proto-object", OK, THROWN),
                tight("proto-object-then", OK),
                tight("proto-object-values", OK, THROWN),
                tight("proto-promise", OK, THROWN),
                tight("proto-response", OK, THROWN),
                tight("proto-species", OK, THROWN),
                tight("proto-streams", OK, THROWN),
                tight("proto-text", OK, THROWN));
    }

    /** Answers and requests that HTTP does not allow. */
    private static List<Attack> protocol() {
        return List.of(
                tight("protocol-body-detached", OK),
                tight("protocol-body-drips", OK),
                tight("protocol-body-error", OK, THROWN),
                tight("protocol-body-kinds", THROWN),
                tight("protocol-body-resized", OK),
                tight("protocol-body-stalled", OK),
                tight("protocol-body-used", THROWN),
                tight("protocol-cookies", THROWN, CPU),
                tight("protocol-header-crlf", THROWN),
                tight("protocol-header-large", THROWN),
                tight("protocol-header-name", THROWN),
                tight("protocol-header-nul", THROWN),
                tight("protocol-header-unicode", THROWN),
                tight("protocol-headers-many", THROWN, CPU),
                tight("protocol-hop-by-hop", OK, THROWN),
                tight("protocol-length-long", OK, THROWN),
                tight("protocol-length-none", OK, THROWN),
                tight("protocol-length-short", OK, THROWN),
                tight("protocol-location", "302"),
                tight("protocol-never", THROWN),
                tight("protocol-no-handler", "501"),
                tight("protocol-no-module", NOT_LOADED),
                tight("protocol-no-response", THROWN),
                tight("protocol-reason-header", OK, "200 None"),
                tight("protocol-redirect", THROWN, "302"),
                tight("protocol-respond-later", OK, THROWN),
                tight("protocol-respond-twice", OK, THROWN),
                tight("protocol-same-response", OK, THROWN),
                tight("protocol-status-high", THROWN),
                tight("protocol-status-informational", THROWN),
                tight("protocol-status-low", THROWN),
                tight("protocol-status-null-body", THROWN),
                tight("protocol-status-text", THROWN),
                tight("protocol-upload-broken", "400", THROWN).by(Approach.BROKEN_BODY),
                idle("protocol-upload-short", WALL).by(Approach.SHORT_BODY),
                idle("protocol-upload-unfinished", WALL).by(Approach.UNFINISHED_BODY),
                idle("protocol-upload-unread", OK, WALL).by(Approach.UNFINISHED_BODY));
    }
}

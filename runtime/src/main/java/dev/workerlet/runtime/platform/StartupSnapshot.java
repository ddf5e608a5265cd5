package dev.workerlet.runtime.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heap in which the platform's scripts have already run; every isolate begins as its copy.
 *
 * <p>V8 aborts the process on a truncated or foreign snapshot, so a file is used only with our own checksum, under a
 * name made of everything that it depends on.
 */
final class StartupSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(StartupSnapshot.class);

    private StartupSnapshot() {}

    /** Reads the snapshot from {@code directory}, or makes it and leaves it there. */
    static byte[] obtain(V8Host host, String flags, BootstrapScripts scripts, Path directory) throws JavetException {
        Path file = directory.resolve("snapshot-" + key(host, flags, scripts) + ".bin");
        try {
            byte[] known = CheckedFiles.read(file);
            if (known != null) {
                return known;
            }
        } catch (IOException e) {
            LOG.warn("Can't read the start-up snapshot {}; it is made anew", file, e);
        }
        byte[] snapshot = make(host, scripts);
        try {
            CheckedFiles.write(file, snapshot);
        } catch (IOException e) {
            LOG.warn("Can't keep the start-up snapshot in {}; the next start makes it again", file, e);
        }
        return snapshot;
    }

    private static byte[] make(V8Host host, BootstrapScripts scripts) throws JavetException {
        V8RuntimeOptions options = new V8RuntimeOptions();
        options.setCreateSnapshotEnabled(true);
        V8Runtime runtime = host.createV8Runtime(options);
        try {
            evaluate(runtime, scripts);
            return runtime.createSnapshot();
        } finally {
            runtime.close(true);
        }
    }

    private static void evaluate(V8Runtime runtime, BootstrapScripts scripts) throws JavetException {
        try (V8ValueFunction makeLoader = compile(runtime, BootstrapScripts.LOADER, BootstrapScripts.loader());
                V8ValueObject loader = makeLoader.call(null)) {
            for (Map.Entry<String, String> script : scripts.sources().entrySet()) {
                define(runtime, loader, script.getKey(), script.getValue());
            }
            for (String id : scripts.lazySources().keySet()) {
                loader.invokeVoid("defineLazily", id);
            }
            loader.invokeVoid("require", BootstrapScripts.MAIN);
        }
    }

    private static void define(V8Runtime runtime, V8ValueObject loader, String id, String source)
            throws JavetException {
        try (V8ValueFunction factory = compile(runtime, id, source, LazyScripts.PARAMETERS)) {
            loader.invokeVoid("define", id, factory);
        }
    }

    private static V8ValueFunction compile(V8Runtime runtime, String id, String source, String... parameters)
            throws JavetException {
        return runtime.getExecutor(source)
                .setResourceName(LazyScripts.RESOURCE_PREFIX + id)
                .compileV8ValueFunction(parameters);
    }

    /** Names V8's version, its flags, the processor and the scripts: what a snapshot must not be used without. */
    private static String key(V8Host host, String flags, BootstrapScripts scripts) {
        StringBuilder content = new StringBuilder(BootstrapScripts.loader());
        scripts.sources()
                .forEach((id, source) -> content.append(id).append('\n').append(source));
        scripts.lazySources().keySet().forEach(content::append);
        return CheckedFiles.nameOf(
                        bytes(host.getJavetVersion()), bytes(flags), bytes(processor()), bytes(content.toString()))
                .substring(0, 32);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the processor can do: V8 bakes it into the snapshot's built-in code. */
    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        String features = "";
        if (Files.isReadable(info)) {
            try (var lines = Files.lines(info)) {
                features = lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                        .findFirst()
                        .orElse("");
            } catch (IOException e) {
                LOG.debug("Can't read {}; the snapshot is named without the processor's features", info, e);
            }
        }
        return System.getProperty("os.name") + System.getProperty("os.arch") + features;
    }
}

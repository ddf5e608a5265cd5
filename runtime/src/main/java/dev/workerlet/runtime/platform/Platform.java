package dev.workerlet.runtime.platform;

import com.caoccao.javet.enums.JSRuntimeType;
import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.loader.IJavetLibLoadingListener;
import com.caoccao.javet.interop.loader.JavetLibLoader;
import com.caoccao.javet.interop.options.V8Flags;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import dev.workerlet.runtime.eventloop.Threads;
import dev.workerlet.runtime.limits.WorkerLimits;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * V8, once per class loader: the native library, ICU data, flags and the start-up snapshot.
 *
 * <p>Thread-safe. Each {@link #acquire} is paired with one {@link #close()}; the first one starts V8 with its directory,
 * the last one may unload the library. Isolates must all be closed by then.
 */
public final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    /** Heap that an isolate may have before it gets its worker's limit, and the most that this can be. */
    private static final int MOST_HEAP_MIB = (int) (WorkerLimits.MOST_HEAP_BYTES >> 20);

    /**
     * Most pages of 64 KiB of one WebAssembly memory: filling a memory can't be interrupted, and V8 does not tell how
     * much of it an isolate holds.
     */
    private static final int WASM_MEMORY_PAGES = 8192;

    /**
     * Flags for every isolate of the process: without loop unrolling each loop keeps its stack check and can be ended
     * (unrolled ones never look at the request to stop); young and old generation begin small, as V8 would choose for a heap of
     * 32 MiB; threads that are older than V8 may read what is compiled, which the processor's memory-protection keys would not
     * allow them; an isolate that is closed gives its pages back, and no collector posts a task: nobody would run it, nor free it
     * with its isolate; and no compiler puts code into the heap from V8's own thread, which would wait for a collection that the isolate
     * may never make, and with it all isolates and the process's exit.
     */
    private static final String FLAGS = "--no-turboshaft-loop-unrolling --max-heap-size=" + MOST_HEAP_MIB
            + " --max-semi-space-size=2 --initial-old-space-size=13 --wasm-max-mem-pages=" + WASM_MEMORY_PAGES
            + " --no-memory-protection-keys --no-memory-pool-share-memory-on-teardown"
            + " --no-minor-gc-task --no-incremental-marking-task --no-memory-reducer"
            + " --no-concurrent-sparkplug --no-maglev-build-code-on-background --no-maglev-deopt-data-on-background";

    private static final boolean IS_LINUX = "Linux".equals(System.getProperty("os.name"));

    private static final Duration LONGEST_THREAD_END = Duration.ofSeconds(5);

    private static final ReentrantLock LIFECYCLE = new ReentrantLock();
    private static @Nullable Platform current;
    private static int users;

    private final V8Host host;
    private final byte[] snapshot;
    private final LazyScripts lazyScripts;
    private final Path codeCacheDirectory;
    private final boolean unloadAtEnd;

    private Platform(
            V8Host host, byte[] snapshot, LazyScripts lazyScripts, Path codeCacheDirectory, boolean unloadAtEnd) {
        this.host = host;
        this.snapshot = snapshot;
        this.lazyScripts = lazyScripts;
        this.codeCacheDirectory = codeCacheDirectory;
        this.unloadAtEnd = unloadAtEnd;
    }

    /**
     * Starts V8, or joins the one that runs.
     *
     * @param directory this class loader's own; made if missing
     * @param unloadAtEnd whether the last user unloads the native library
     * @throws IllegalStateException when V8 can't start; the message says why
     */
    public static Platform acquire(Path directory, boolean unloadAtEnd) {
        LIFECYCLE.lock();
        try {
            Platform platform = current;
            if (platform == null) {
                platform = startOnOwnThread(directory, unloadAtEnd);
                current = platform;
            }
            users++;
            return platform;
        } finally {
            LIFECYCLE.unlock();
        }
    }

    /** V8 is entered here too, and the caller may be a container's thread, which lives longer than V8's library. */
    private static Platform startOnOwnThread(Path directory, boolean unloadAtEnd) {
        FutureTask<Platform> task = new FutureTask<>(() -> start(directory, unloadAtEnd));
        Threads.enteringV8("workerlet-platform", task).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while V8 starts", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("V8 can't start: " + e.getCause(), e.getCause());
        }
    }

    private static Platform start(Path directory, boolean unloadAtEnd) {
        long startNanos = System.nanoTime();
        Path libraryDirectory = directory.resolve("native");
        Path codeCacheDirectory = directory.resolve("code-cache");
        try {
            CheckedFiles.makePrivateDirectory(directory);
            CheckedFiles.makePrivateDirectory(libraryDirectory);
            CheckedFiles.makePrivateDirectory(codeCacheDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make the work directory " + directory, e);
        }
        setFlags(IcuData.unpackInto(directory));
        JavetLibLoader.setLibLoadingListener(new PrivateLibrary(libraryDirectory.toFile()));
        V8Host.setLibraryReloadable(true);
        V8Host host = V8Host.getV8I18nInstance();
        if (!host.loadLibrary()) {
            throw new IllegalStateException(
                    "V8's native library can't be loaded from " + libraryDirectory + ": " + host.getLastException(),
                    host.getLastException());
        }
        try {
            BootstrapScripts scripts = BootstrapScripts.load();
            byte[] snapshot = StartupSnapshot.obtain(host, FLAGS, scripts, directory);
            LOG.info(
                    "V8 started in {} ms, snapshot of {} KiB",
                    (System.nanoTime() - startNanos) / 1_000_000,
                    snapshot.length / 1024);
            if (IS_LINUX) {
                NativeMemory.advise();
            }
            return new Platform(
                    host, snapshot, new LazyScripts(scripts.lazySources()), codeCacheDirectory, unloadAtEnd);
        } catch (JavetException e) {
            String detail = e instanceof BaseJavetScriptingException script
                    ? script.getScriptingError().getStack()
                    : e.getMessage();
            throw new IllegalStateException("V8 can't start: " + detail, e);
        }
    }

    private static void setFlags(Path icuData) {
        V8Flags flags = V8RuntimeOptions.V8_FLAGS;
        if (!flags.isSealed()) {
            flags.setIcuDataFile(icuData.toString());
            flags.setCustomFlags(FLAGS);
            // Classic scripts are sloppy unless they say "use strict" themselves, as everywhere else.
            flags.setUseStrict(false);
        }
    }

    /** Javet's host object, for isolates. */
    public V8Host host() {
        return host;
    }

    /** The start-up snapshot; not to be changed. */
    public byte[] snapshot() {
        return snapshot;
    }

    /** The platform's scripts that are not in the snapshot. */
    public LazyScripts lazyScripts() {
        return lazyScripts;
    }

    /** Where compiled code is kept between runs. */
    public Path codeCacheDirectory() {
        return codeCacheDirectory;
    }

    /** What compiled code depends on beside its source. */
    public String codeCacheKey() {
        return host.getJavetVersion() + ' ' + FLAGS;
    }

    /** Isolates that are open. */
    public int openIsolates() {
        return host.getV8RuntimeCount();
    }

    @Override
    public void close() {
        LIFECYCLE.lock();
        try {
            if (users == 0 || --users > 0) {
                return;
            }
            current = null;
            if (unloadAtEnd) {
                unload();
            }
        } finally {
            LIFECYCLE.unlock();
        }
    }

    private void unload() {
        if (!Threads.awaitNativeEnds(LONGEST_THREAD_END)) {
            LOG.warn("V8's library stays loaded: a thread that has used it has not ended");
        } else if (!host.unloadLibrary()) {
            LOG.warn("V8's library stays loaded: {} isolates are still open", host.getV8RuntimeCount());
        } else {
            // The data of ICU alone is 25 MB, which the C allocator keeps for whoever comes next; a new V8 has its own.
            new NativeMemory().trim();
        }
    }

    /** Tells Javet to unpack its library into a directory of this class loader's own. */
    private record PrivateLibrary(File directory) implements IJavetLibLoadingListener {
        @Override
        public File getLibPath(JSRuntimeType type) {
            return directory;
        }
    }
}

package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.ContextBinding;
import dev.workerlet.runtime.isolate.HostFunction;
import dev.workerlet.runtime.isolate.Isolate;
import dev.workerlet.runtime.isolate.ScriptException;
import dev.workerlet.runtime.message.InboundWriter;
import dev.workerlet.runtime.message.OutboundReader;
import dev.workerlet.runtime.platform.Platform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An isolate whose context is attached to the host and holds no script yet: what spares are, and what an execution
 * context is loaded into. Made on any thread that may enter V8; then it belongs to the loop's thread.
 */
public final class BareContext implements AutoCloseable {
    final Isolate isolate;
    final InboundWriter inbound;
    final OutboundReader outbound;
    final RequestIds ids = new RequestIds();
    final HostObjects objects = new HostObjects();
    private final PlatformFunctions platformFunctions;
    private ContextBinding binding;
    private @Nullable ExecutionContext executing;

    /** Gives the host functions of the web platform for one isolate. */
    @FunctionalInterface
    public interface PlatformFunctions {
        /**
         * The functions.
         *
         * @param scratch memory that JavaScript sees too, free to use within a call
         * @param objects what JavaScript holds of the host; emptied when the context ends
         * @param owner tells whose worker is in the isolate; only to be asked within a call
         */
        List<HostFunction> of(ByteBuffer scratch, HostObjects objects, Supplier<String> owner);
    }

    private BareContext(Isolate isolate, PlatformFunctions platformFunctions) throws ScriptException {
        this.isolate = isolate;
        this.platformFunctions = platformFunctions;
        this.inbound = new InboundWriter(isolate.inbound());
        this.outbound = new OutboundReader(isolate.outbound());
        this.binding = attach();
    }

    /**
     * Makes an isolate and attaches its context.
     *
     * @throws IllegalStateException when V8 or the platform's scripts fail: a defect
     */
    public static BareContext create(Platform platform, long heapLimitBytes, PlatformFunctions platformFunctions) {
        Isolate isolate = Isolate.create(platform, heapLimitBytes);
        try {
            return new BareContext(isolate, platformFunctions);
        } catch (ScriptException e) {
            isolate.close();
            throw new IllegalStateException("The platform's scripts can't be attached: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            isolate.close();
            throw e;
        }
    }

    private ContextBinding attach() throws ScriptException {
        ByteBuffer scratch = isolate.inbound()
                .duplicate()
                .position(InboundWriter.BODY_OFFSET)
                .slice();
        List<HostFunction> functions = new ArrayList<>(
                platformFunctions.of(scratch, objects, () -> executing().owner()));
        addBoundaryFunctions(functions);
        try (Isolate.Entered entered = isolate.enter()) {
            return isolate.attach(functions);
        }
    }

    /** Throws the context away and attaches a new one: cheaper than a new isolate. */
    public void reset() {
        executing = null;
        objects.closeAll();
        isolate.reset();
        outbound.reset();
        try {
            binding = attach();
        } catch (ScriptException e) {
            throw new IllegalStateException("The platform's scripts can't be attached: " + e.getMessage(), e);
        }
    }

    /** Makes the context fit for several requests at once; takes about 30 ms. Returns whether it is. */
    public boolean adoptIdentity() {
        try (Isolate.Entered entered = isolate.enter()) {
            return binding.adoptIdentity();
        }
    }

    /** Whether a request's identity travels with its continuations here. */
    public boolean hasIdentity() {
        return binding.hasIdentity();
    }

    /** Whether the isolate may take another script or request. */
    public boolean isUsable() {
        return !isolate.isMemoryExceeded() && !isolate.isBloated() && !ids.areRunningOut();
    }

    /** What the isolate held outside its heap when that was last looked at. */
    public long externalBytes() {
        return isolate.externalBytes();
    }

    /** How much of its heap was in use when that was last looked at. */
    public long usedHeapBytes() {
        return isolate.usedHeapBytes();
    }

    /** What it held outside its heap, and its heap. */
    public long heldBytes() {
        return isolate.heldBytes();
    }

    /** Handles that the host has open in the isolate. For leak checks. */
    public int openHandles() {
        return isolate.openHandles();
    }

    ContextBinding binding() {
        return binding;
    }

    void connect(ExecutionContext context) {
        executing = context;
    }

    /** What does not fit into the shared buffers, or is asked for in the midst of a turn. */
    private void addBoundaryFunctions(List<HostFunction> functions) {
        functions.add(new HostFunction("flush", arguments -> {
            executing().readOutbound();
            return null;
        }));
        functions.add(new HostFunction("putString", arguments -> outbound.putString(arguments.string(0))));
        functions.add(new HostFunction(
                "putBytes",
                arguments -> outbound.putBytes(copy(arguments.buffer(0), arguments.integer(1), arguments.integer(2)))));
        functions.add(new HostFunction("takeBody", arguments -> inbound.takeBody()));
        functions.add(new HostFunction("closeObject", arguments -> {
            objects.close(arguments.integer(0));
            return null;
        }));
        functions.add(new HostFunction(
                "streamChunks", arguments -> executing().streamLimits().chunks()));
        functions.add(new HostFunction(
                "streamBytes", arguments -> executing().streamLimits().bytes()));
        functions.add(HostFunction.ofIsolate("heapLimitBytes", arguments -> (double) isolate.heapLimitBytes()));
        functions.add(new HostFunction("hostFacts", arguments -> executing().hostFacts(arguments.integer(0))));
        functions.add(HostFunction.ofIsolate(
                "importModule",
                arguments -> executing()
                        .loader()
                        .importModule(arguments.string(0), arguments.string(1), arguments.string(2))));
        functions.add(HostFunction.ofIsolate(
                "evaluateModule", arguments -> executing().loader().evaluate(arguments.integer(0))));
        functions.add(HostFunction.ofIsolate(
                "moduleNamespace", arguments -> executing().loader().namespace(arguments.integer(0))));
        functions.add(HostFunction.ofIsolate(
                "resolveModule", arguments -> executing().loader().resolve(arguments.string(0), arguments.string(1))));
        functions.add(new HostFunction(
                "isUserInRole", arguments -> executing().isUserInRole(arguments.integer(0), arguments.string(1))));
    }

    private ExecutionContext executing() {
        ExecutionContext context = executing;
        if (context == null) {
            throw new IllegalStateException("No script is loaded in this context");
        }
        return context;
    }

    private static byte[] copy(ByteBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.get(offset, bytes);
        return bytes;
    }

    /** Closes the isolate, and what its JavaScript holds of the host. */
    @Override
    public void close() {
        objects.closeAll();
        isolate.close();
    }
}

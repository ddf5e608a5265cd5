package dev.workerlet.runtime.web.crypto;

import dev.workerlet.runtime.isolate.HostArguments;
import dev.workerlet.runtime.isolate.HostFunction;
import dev.workerlet.runtime.scheduler.HostOperation;
import dev.workerlet.runtime.scheduler.OperationCall;
import dev.workerlet.runtime.scheduler.OperationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything behind {@code crypto.subtle}: operations of bytes on bytes, which keep nothing. A key comes with each call.
 * JavaScript runs the slow ones off the loop, and those with little to do within the turn, by {@code computeNow}.
 */
public final class SubtleOperations {
    private static final Logger LOG = LoggerFactory.getLogger(SubtleOperations.class);
    private static final Map<String, HostOperation> OPERATIONS = collect();

    private SubtleOperations() {}

    /** The operations by name. */
    public static Map<String, HostOperation> operations() {
        return OPERATIONS;
    }

    private static Map<String, HostOperation> collect() {
        Map<String, HostOperation> all = new HashMap<>();
        all.putAll(HashOperations.operations());
        all.putAll(AesOperations.operations());
        all.putAll(RsaOperations.operations());
        all.putAll(EcOperations.operations());
        all.putAll(OkpOperations.operations());
        all.putAll(DerivationOperations.operations());
        all.putAll(ModuleLatticeOperations.operations());
        return Map.copyOf(all);
    }

    /** The functions of one isolate. */
    public static List<HostFunction> functions() {
        return List.of(HostFunction.ofIsolate("computeNow", SubtleOperations::computeNow));
    }

    /** Runs an operation at once: its result, or the name and the message of the error. */
    private static Object computeNow(HostArguments arguments) {
        String name = arguments.string(0);
        HostOperation operation = OPERATIONS.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("There is no operation " + name);
        }
        try {
            return operation.run(new OperationCall(texts(arguments.string(1)), unpack(arguments.buffer(2))));
        } catch (OperationException e) {
            LOG.debug("{} failed", name, e);
            return e.errorName() + "\n" + e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("Operation {} of the host failed", name, e);
            return "OperationError\nThe operation failed";
        }
    }

    private static List<String> texts(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("\n", -1));
    }

    /** Takes apart what {@code compute.js} packed: the number of blobs, their lengths, the blobs. */
    private static List<byte[]> unpack(ByteBuffer packed) {
        ByteBuffer buffer = packed.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        buffer.clear();
        int[] lengths = new int[buffer.getInt()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = buffer.getInt();
        }
        List<byte[]> blobs = new ArrayList<>(lengths.length);
        for (int length : lengths) {
            byte[] blob = new byte[length];
            buffer.get(blob);
            blobs.add(blob);
        }
        return blobs;
    }
}

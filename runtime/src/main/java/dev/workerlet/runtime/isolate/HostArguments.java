package dev.workerlet.runtime.isolate;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The arguments of a call from JavaScript; valid only until the call returns. */
public final class HostArguments {
    private final V8Value[] values;

    HostArguments(V8Value[] values) {
        this.values = values;
    }

    /** A string argument. */
    public String string(int index) {
        return value(index).toString();
    }

    /** A 32-bit integer argument. */
    public int integer(int index) {
        try {
            return value(index).asInt();
        } catch (JavetException e) {
            throw wrongType(index, "a number", e);
        }
    }

    /** An ArrayBuffer argument: a view of its memory, valid until the call returns. */
    public ByteBuffer buffer(int index) {
        if (value(index) instanceof V8ValueArrayBuffer buffer) {
            return buffer.getByteBuffer();
        }
        throw wrongType(index, "an ArrayBuffer", null);
    }

    private V8Value value(int index) {
        if (index >= values.length) {
            throw new IllegalArgumentException("Argument " + index + " is missing, there are " + values.length);
        }
        V8Value value = values[index];
        if (value == null) {
            // Javet's word for a string that Java had no room for.
            throw new OutOfMemoryError("an argument of the host");
        }
        return value;
    }

    private static IllegalArgumentException wrongType(int index, String wanted, @Nullable Throwable cause) {
        return new IllegalArgumentException("Argument " + index + " is not " + wanted, cause);
    }
}

package dev.workerlet.runtime.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Makes the resource that {@link BrotliDictionary} reads, out of the tables of {@code org.brotli:dec}. Run {@code main}
 * in the runtime module's folder to write it anew.
 */
final class BrotliDataGenerator {
    private static final Path RESOURCE = Path.of("src/main/resources/dev/workerlet/runtime/codec/brotli.data");
    /** Where the library keeps the UTF-8 contexts of the last byte, and of the one before. */
    private static final int UTF8_CONTEXTS = 0;

    private static final int CONTEXTS_BYTES = 512;

    private BrotliDataGenerator() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Files.write(RESOURCE, deflated(tables()));
    }

    /** The tables as they are deflated. */
    static byte[] tables() throws IOException, ReflectiveOperationException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Method words = library("Dictionary").getDeclaredMethod("getData");
        words.setAccessible(true);
        out.write((byte[]) words.invoke(null));
        int[] contexts = (int[]) field("Context", "LOOKUP").get(null);
        for (int i = 0; i < CONTEXTS_BYTES; i++) {
            out.writeByte(contexts[UTF8_CONTEXTS + i]);
        }
        for (Object transform : (Object[]) field("Transform", "TRANSFORMS").get(null)) {
            writeText(out, (byte[]) field("Transform", "prefix").get(transform));
            out.writeByte(field("Transform", "type").getInt(transform));
            writeText(out, (byte[]) field("Transform", "suffix").get(transform));
        }
        return bytes.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
            out.write(bytes);
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    private static void writeText(DataOutputStream out, byte[] text) throws IOException {
        out.writeByte(text.length);
        out.write(text);
    }

    private static Field field(String type, String name) throws ReflectiveOperationException {
        Field field = library(type).getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Class<?> library(String type) throws ClassNotFoundException {
        return Class.forName("org.brotli.dec." + type);
    }
}

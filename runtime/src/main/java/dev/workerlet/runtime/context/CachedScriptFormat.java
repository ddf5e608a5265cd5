package dev.workerlet.runtime.context;

import dev.workerlet.runtime.isolate.CachedScript;
import dev.workerlet.runtime.script.Rewriting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bytes of a cached script on disk. */
final class CachedScriptFormat {
    /** Part of a file's name: another format is another file. */
    static final byte[] VERSION = "2".getBytes(StandardCharsets.UTF_8);

    private CachedScriptFormat() {}

    static byte[] write(CachedScript script) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Rewriting rewriting = script.rewriting();
        out.writeUTF(rewriting.identifier());
        out.writeBoolean(rewriting.module());
        out.writeInt(rewriting.offsets().size());
        for (int offset : rewriting.offsets()) {
            out.writeInt(offset);
        }
        out.writeInt(rewriting.types().size());
        for (Map.Entry<String, String> type : rewriting.types().entrySet()) {
            writeString(out, type.getKey());
            writeString(out, type.getValue());
        }
        out.write(script.code());
        return bytes.toByteArray();
    }

    static CachedScript read(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        String identifier = in.readUTF();
        boolean module = in.readBoolean();
        List<Integer> offsets = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            offsets.add(in.readInt());
        }
        Map<String, String> types = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            types.put(readString(in), readString(in));
        }
        Rewriting rewriting = identifier.isEmpty() ? Rewriting.NONE : new Rewriting(identifier, offsets, module, types);
        return new CachedScript(rewriting, in.readAllBytes());
    }

    private static void writeString(DataOutputStream out, String string) throws IOException {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readString(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A string of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}

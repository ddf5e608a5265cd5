package dev.workerlet.runtime.web.encoding;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Makes the index tables of the Encoding Standard out of the JDK's charsets and a list of where those differ, and the
 * resources that {@link Index} reads. Run {@code main} in the runtime module's folder to write them anew.
 */
final class IndexGenerator {
    /** Stands for "no code point". */
    static final int NONE = 0;

    private static final Pattern CORRECTION = Pattern.compile("\\S+");
    private static final Path FOLDER = Path.of("src/main/resources/dev/workerlet/runtime/web/encoding");

    private IndexGenerator() {}

    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, int[]> table : tables().entrySet()) {
            Files.write(FOLDER.resolve(table.getKey() + ".index"), toResource(table.getValue()));
        }
    }

    /** Every table by its name in the standard; the single-byte ones are 128 long. */
    static Map<String, int[]> tables() {
        Map<String, int[]> tables = new LinkedHashMap<>();
        tables.put("big5", big5());
        tables.put("euc-kr", withoutPrivateUse(table("x-windows-949", 126 * 190, IndexGenerator::eucKr)));
        tables.put("gb18030", gb18030());
        tables.put("gb18030-ranges", gb18030Ranges());
        tables.put("jis0208", jis0208());
        tables.put("jis0212", table("EUC-JP", 94 * 94, p -> bytes(0x8f, p / 94 + 0xa1, p % 94 + 0xa1)));
        tables.put("single-byte", singleByte());
        return tables;
    }

    /** The table of one single-byte encoding. */
    static int[] singleByte(SingleByte encoding) {
        int[] table = switch (encoding) {
            case ISO_8859_10 -> latin(IndexCorrections.ISO_8859_10);
            case ISO_8859_14 -> latin(IndexCorrections.ISO_8859_14);
            default -> table(jdkName(encoding), 128, p -> bytes(p + 0x80));
        };
        if (encoding.standardName().startsWith("windows-")) {
            // The standard gives each byte a meaning that Windows leaves open among the controls.
            for (int p = 0; p < 0x20; p++) {
                table[p] = table[p] == NONE ? 0x80 + p : table[p];
            }
        }
        switch (encoding) {
            case KOI8_U -> correct(table, "46=45e 62=40e");
            case WINDOWS_1255 -> correct(table, "74=5ba");
            case X_MAC_CYRILLIC -> correct(table, "127=20ac");
            default -> {}
        }
        return table;
    }

    private static String jdkName(SingleByte encoding) {
        return switch (encoding) {
            case MACINTOSH -> "x-MacRoman";
            case X_MAC_CYRILLIC -> "x-MacUkraine";
            case WINDOWS_874 -> "x-windows-874";
            default -> encoding.standardName();
        };
    }

    private static int[] latin(String letters) {
        int[] table = new int[128];
        for (int p = 0; p < 0x20; p++) {
            table[p] = 0x80 + p;
        }
        for (int p = 0x20; p < 128; p++) {
            table[p] = letters.charAt(p - 0x20);
        }
        return table;
    }

    private static int[] singleByte() {
        SingleByte[] encodings = SingleByte.values();
        int[] all = new int[128 * encodings.length];
        for (int i = 0; i < encodings.length; i++) {
            System.arraycopy(singleByte(encodings[i]), 0, all, 128 * i, 128);
        }
        return all;
    }

    private static int[] big5() {
        int[] table = table("Big5-HKSCS", 126 * 157, p -> bytes(p / 157 + 0x81, trail(p % 157, 0x62)));
        // Two code points each, which the decoder gives itself.
        for (int p : new int[] {1133, 1135, 1164, 1166}) {
            table[p] = NONE;
        }
        return correct(table, IndexCorrections.BIG5);
    }

    private static int[] jis0208() {
        // The code points of pointers 8836 to 10715 are private ones that only Shift_JIS has.
        return withoutPrivateUse(table(
                "windows-31j",
                60 * 188,
                p -> bytes(p / 188 < 0x1f ? p / 188 + 0x81 : p / 188 + 0xc1, trail(p % 188, 0x41))));
    }

    private static int[] gb18030() {
        int[] table = table("GB18030", 126 * 190, p -> bytes(p / 190 + 0x81, trail(p % 190, 0x41)));
        return correct(table, IndexCorrections.GB18030);
    }

    /** Pairs of a pointer and its code point: where the run of both begins. */
    private static int[] gb18030Ranges() {
        int[] table = table(
                "GB18030",
                39420,
                p -> bytes(p / 12600 + 0x81, p / 1260 % 10 + 0x30, p / 10 % 126 + 0x81, p % 10 + 0x30));
        correct(table, IndexCorrections.GB18030_RANGES);
        // The decoder knows this one's real code point.
        table[7457] = table[7456] + 1;
        List<Integer> pairs = new ArrayList<>();
        for (int p = 0; p < table.length; p++) {
            if (p == 0 || table[p] != table[p - 1] + 1) {
                pairs.addAll(List.of(p, table[p]));
            }
        }
        pairs.addAll(List.of(189000, 0x10000));
        return pairs.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] eucKr(int pointer) {
        return bytes(pointer / 190 + 0x81, pointer % 190 + 0x41);
    }

    private static int trail(int index, int upperOffset) {
        return index < 0x3f ? index + 0x40 : index + upperOffset;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static int[] table(String charset, int length, IntFunction<byte[]> bytesOf) {
        Charset jdk = Charset.forName(charset);
        int[] table = new int[length];
        Arrays.setAll(table, pointer -> codePoint(jdk, bytesOf.apply(pointer)));
        return table;
    }

    private static int codePoint(Charset charset, byte[] bytes) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .codePointAt(0);
        } catch (CharacterCodingException e) {
            return NONE;
        }
    }

    private static int[] withoutPrivateUse(int[] table) {
        for (int p = 0; p < table.length; p++) {
            table[p] = table[p] >= 0xe000 && table[p] <= 0xf8ff ? NONE : table[p];
        }
        return table;
    }

    /** Sets what {@code corrections} say: decimal pointers and hexadecimal code points. */
    private static int[] correct(int[] table, String corrections) {
        for (String correction : CORRECTION
                .matcher(corrections)
                .results()
                .map(MatchResult::group)
                .toList()) {
            int equals = correction.indexOf('=');
            table[Integer.parseInt(correction.substring(0, equals))] =
                    Integer.parseInt(correction.substring(equals + 1), 16);
        }
        return table;
    }

    /** The form that {@link Index} reads: their number, low halves, high halves; deflated. */
    static byte[] toResource(int[] table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeInt(table.length);
            for (int shift : new int[] {0, 8, 16}) {
                for (int value : table) {
                    out.writeByte(value >> shift);
                }
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}

package dev.workerlet.runtime.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The content codings that are undone on the way in. */
final class ContentCodings {
    /** What requests offer. */
    static final String ACCEPTED = "gzip, deflate";

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int ZLIB_METHOD_MASK = 0x0f;
    private static final int ZLIB_CHECK = 31;

    private ContentCodings() {}

    /** The codings in {@code Content-Encoding} headers, first applied first; empty where one of them is unknown. */
    static List<String> known(List<String> headerValues) {
        List<String> codings = new ArrayList<>();
        for (String token : String.join(",", headerValues).split(",", -1)) {
            String coding = token.strip().toLowerCase(Locale.ROOT);
            if (coding.equals("gzip") || coding.equals("x-gzip") || coding.equals("deflate")) {
                codings.add(coding);
            } else if (!coding.isEmpty() && !coding.equals("identity")) {
                return List.of();
            }
        }
        return codings;
    }

    /**
     * Undoes {@code codings}, last applied first.
     *
     * @param limitBytes most bytes that a result may have
     * @throws IOException when the content is damaged or too long
     */
    static byte[] decode(byte[] content, List<String> codings, long limitBytes) throws IOException {
        byte[] decoded = content;
        for (int i = codings.size() - 1; i >= 0 && decoded.length > 0; i--) {
            decoded = decode(decoded, codings.get(i), limitBytes);
        }
        return decoded;
    }

    private static byte[] decode(byte[] content, String coding, long limitBytes) throws IOException {
        Inflater inflater = new Inflater(!isZlib(content));
        try (InputStream in = coding.equals("deflate")
                ? new InflaterInputStream(new ByteArrayInputStream(content), inflater)
                : new GZIPInputStream(new ByteArrayInputStream(content))) {
            return readAll(in, limitBytes);
        } finally {
            inflater.end();
        }
    }

    /** Some servers send deflate without the wrapper that the standard asks for. */
    private static boolean isZlib(byte[] content) {
        return content.length > 1
                && (content[0] & ZLIB_METHOD_MASK) == Byte.SIZE
                && ((content[0] & 0xff) << Byte.SIZE | (content[1] & 0xff)) % ZLIB_CHECK == 0;
    }

    private static byte[] readAll(InputStream in, long limitBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (out.size() + count > limitBytes) {
                throw new BodyTooLongException(limitBytes);
            }
            out.write(chunk, 0, count);
        }
        return out.toByteArray();
    }
}

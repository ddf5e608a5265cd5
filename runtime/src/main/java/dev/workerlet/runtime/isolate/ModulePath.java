package dev.workerlet.runtime.isolate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Module specifiers: relative ones and {@code file:} URLs become paths that are absolute within the script's source, bare
 * ones stay. A path's URL is {@code file://} and the path: it tells nothing of where the source lies on the host.
 */
final class ModulePath {
    private static final String SCHEME = "file://";
    private static final String HEX = "0123456789ABCDEF";
    private static final String PLAIN_IN_URLS = "/-._~!$&'()*+,;=:@";
    private static final int RADIX = 16;
    private static final int NIBBLE = 4;

    private ModulePath() {}

    /** What {@code specifier} means in the file {@code from}. A path never leads above the root. */
    static String resolve(String from, String specifier) {
        String reference = specifier.startsWith(SCHEME + "/") ? specifier.substring(SCHEME.length()) : specifier;
        if (!reference.startsWith("./") && !reference.startsWith("../") && !reference.startsWith("/")) {
            return reference;
        }
        Deque<String> segments = new ArrayDeque<>();
        if (!reference.startsWith("/")) {
            append(segments, from.substring(0, from.lastIndexOf('/') + 1));
        }
        append(segments, decode(reference));
        return "/" + String.join("/", segments);
    }

    private static void append(Deque<String> segments, String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
    }

    /** The URL of a file, as {@code import.meta.url} has it. */
    static String url(String path) {
        StringBuilder url = new StringBuilder(SCHEME);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (isPlainInUrls(b)) {
                url.append((char) b);
            } else {
                url.append('%').append(HEX.charAt((b & 0xff) >> NIBBLE)).append(HEX.charAt(b & (RADIX - 1)));
            }
        }
        return url.toString();
    }

    private static boolean isPlainInUrls(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b > 0 && PLAIN_IN_URLS.indexOf(b) >= 0);
    }

    /** Specifiers are URLs: {@code %20} is a space. What is not valid stays as it is. */
    private static String decode(String reference) {
        if (reference.indexOf('%') < 0) {
            return reference;
        }
        byte[] bytes = reference.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], RADIX) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], RADIX) : -1;
            decoded.write(low < 0 ? bytes[i] : (high << NIBBLE) | low);
            i += low < 0 ? 0 : 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return reference;
        }
    }

    /** Whether the specifier names a file of the script's source, once resolved. */
    static boolean isFile(String path) {
        return path.startsWith("/");
    }
}

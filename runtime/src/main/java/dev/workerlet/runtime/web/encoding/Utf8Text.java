package dev.workerlet.runtime.web.encoding;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text out of UTF-8, errors as the Encoding Standard counts them. */
final class Utf8Text {
    private static final char REPLACEMENT = '\ufffd';

    private final byte[] bytes;
    private final StringBuilder text;
    private boolean malformed;

    private Utf8Text(byte[] bytes) {
        this.bytes = bytes;
        this.text = new StringBuilder(bytes.length);
    }

    /** The text; null for malformed input if {@code fatal}. */
    static @Nullable String decode(byte[] bytes, boolean fatal) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // The JDK replaces a surrogate's three bytes by one character, where the standard has three.
        return text.indexOf(REPLACEMENT) < 0 ? text : new Utf8Text(bytes).decodeCarefully(fatal);
    }

    // https://encoding.spec.whatwg.org/#utf-8-decoder
    private @Nullable String decodeCarefully(boolean fatal) {
        int at = 0;
        while (at < bytes.length && !(malformed && fatal)) {
            int first = bytes[at++] & 0xff;
            if (first < 0x80) {
                text.append((char) first);
            } else {
                at = decodeSequence(first, at, trailBytes(first));
            }
        }
        return malformed && fatal ? null : text.toString();
    }

    /** Bytes that follow {@code first}, or 0 where it begins no code point. */
    private static int trailBytes(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    }

    private int decodeSequence(int first, int start, int count) {
        int codePoint = first & (0x3f >> count);
        int at = start;
        for (; at < start + count && at < bytes.length; at++) {
            int next = bytes[at] & 0xff;
            boolean isSecond = at == start;
            if (next < (isSecond ? lower(first) : 0x80) || next > (isSecond ? upper(first) : 0xbf)) {
                break;
            }
            codePoint = (codePoint << 6) | (next & 0x3f);
        }
        if (count > 0 && at == start + count) {
            text.appendCodePoint(codePoint);
        } else {
            malformed = true;
            text.append(REPLACEMENT);
        }
        return at;
    }

    private static int lower(int first) {
        return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    }

    private static int upper(int first) {
        return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }
}

package dev.workerlet.runtime.web.encoding;

import java.util.Locale;

/**
 * The single-byte encodings that are decoded by a table; in the order of the resource {@code single-byte.index}.
 * ISO-8859-8-I has the table of ISO-8859-8.
 */
enum SingleByte {
    IBM866,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
    KOI8_R,
    KOI8_U,
    MACINTOSH,
    WINDOWS_874,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    X_MAC_CYRILLIC;

    /** The encoding's name in lower case. */
    String standardName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

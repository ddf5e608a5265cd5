package dev.workerlet.servlet.filter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as HTTP writes them. */
final class HttpDate {
    // https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String text(Instant instant) {
        return FORMAT.format(instant);
    }

    /** The instant in a header's value; throws IllegalArgumentException when there is none. */
    static Instant parse(String text) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("Not an HTTP date: " + text, e);
        }
    }
}

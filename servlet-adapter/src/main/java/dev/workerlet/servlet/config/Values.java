package dev.workerlet.servlet.config;

import java.time.Duration;
import java.util.Locale;

/** The notations of configured values: {@code 50ms}, {@code 128m}, {@code true}. Each throws on anything else. */
final class Values {
    private static final long KIB = 1024;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Values() {}

    /** A whole number and its unit: ms, s, m or h; a hundred years at most, since whoever uses it counts nanoseconds. */
    static Duration duration(String text) {
        int end = digits(text);
        Duration duration = duration(Long.parseLong(text.substring(0, end)), text.substring(end));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the longest duration is " + LONGEST.toHours() + "h");
        }
        return duration;
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit.trim().toLowerCase(Locale.ROOT)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default ->
                throw new IllegalArgumentException("a duration is a number with its unit, such as 50ms, 30s or 5m");
        };
    }

    /** A whole number of bytes, or of KiB (k), MiB (m) or GiB (g). */
    static long sizeBytes(String text) {
        int end = digits(text);
        long amount = Long.parseLong(text.substring(0, end));
        long unit = switch (text.substring(end).trim().toLowerCase(Locale.ROOT)) {
            case "", "b" -> 1;
            case "k", "kb" -> KIB;
            case "m", "mb" -> KIB * KIB;
            case "g", "gb" -> KIB * KIB * KIB;
            default ->
                throw new IllegalArgumentException("a size is a number of bytes, such as 65536, 64k, 128m or 1g");
        };
        return Math.multiplyExact(amount, unit);
    }

    static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number is wanted", e);
        }
    }

    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is wanted");
        };
    }

    private static int digits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > 18) {
            throw new IllegalArgumentException("it must begin with a whole number");
        }
        return end;
    }
}

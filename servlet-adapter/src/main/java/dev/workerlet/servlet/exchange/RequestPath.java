package dev.workerlet.servlet.exchange;

import java.util.Locale;

/**
 * The check that a request's path means the same to the container, which decodes it and drops path parameters before it looks for
 * {@code ..}, and to a worker, which parses a URL. Where it does not, a worker that guards a path would look at another one than the
 * container serves.
 */
public final class RequestPath {
    private static final int LONGEST_DOTS = "%2e%2e".length();

    private RequestPath() {}

    /** Whether dot segments are written plainly: not percent-encoded, and without parameters such as in {@code /..;a=b/}. */
    static boolean isPlain(String path) {
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (isHiddenDots(path, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    /** Whether no segment but the last is empty: containers may take {@code //a} for {@code /a}. */
    public static boolean hasNoEmptySegment(String path) {
        return !path.contains("//") && !path.contains("/;");
    }

    private static boolean isHiddenDots(String path, int start, int end) {
        int parameters = path.indexOf(';', start);
        int nameEnd = parameters < 0 || parameters > end ? end : parameters;
        if (nameEnd - start > LONGEST_DOTS || nameEnd == start) {
            return false;
        }
        String name = path.substring(start, nameEnd).toLowerCase(Locale.ROOT).replace("%2e", ".");
        return (name.equals(".") || name.equals(".."))
                && !path.substring(start, end).equals(name);
    }
}

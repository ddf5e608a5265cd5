package dev.workerlet.servlet.script;

/** Rules for paths within a source: {@code /} first, plain segments, no way out. */
public final class ScriptPaths {
    private ScriptPaths() {}

    /**
     * Whether the path begins with a slash and has only segments that name something: none empty, and none that begins with a dot, which leads
     * away or is hidden.
     */
    public static boolean isPlain(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int start = 1;
        while (true) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (!isName(path, start, end)) {
                return false;
            }
            if (slash < 0) {
                return true;
            }
            start = slash + 1;
        }
    }

    /** Whether the container keeps what lies at the path from the public. */
    public static boolean isPrivate(String path) {
        return startsWithSegment(path, "/WEB-INF") || startsWithSegment(path, "/META-INF");
    }

    private static boolean startsWithSegment(String path, String segment) {
        return path.regionMatches(true, 0, segment, 0, segment.length())
                && (path.length() == segment.length() || path.charAt(segment.length()) == '/');
    }

    private static boolean isName(String path, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            if (c < ' ' || c == '\\') {
                return false;
            }
        }
        return end > start && path.charAt(start) != '.';
    }
}

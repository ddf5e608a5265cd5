package dev.workerlet.runtime.script;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The comment by which a script names its source map. */
public final class SourceMapUrl {
    private static final String MARK = "//# sourceMappingURL=";
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";

    private SourceMapUrl() {}

    /** The URL that a script's last such comment gives, or null. */
    public static @Nullable String of(String script) {
        int mark = script.lastIndexOf(MARK);
        if (mark < 0) {
            return null;
        }
        int start = mark + MARK.length();
        int end = start;
        while (end < script.length() && !Lexemes.isBlank(script.charAt(end))) {
            end++;
        }
        return end == start ? null : script.substring(start, end);
    }

    /** Whether the URL holds the map itself. */
    public static boolean isInline(String url) {
        return url.startsWith(DATA);
    }

    /** The map that a {@code data:} URL holds. */
    public static String inlineMap(String url) throws SourceMapException {
        int comma = url.indexOf(',');
        if (comma < 0 || comma > 100 || url.length() > 2L * SourceMap.MOST_CHARS) {
            throw new SourceMapException("The source map's data: URL is malformed or too long");
        }
        String content = url.substring(comma + 1);
        try {
            return url.substring(0, comma).endsWith(BASE64)
                    ? new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8)
                    : URLDecoder.decode(content.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SourceMapException("The source map's data: URL is malformed: " + e.getMessage());
        }
    }
}

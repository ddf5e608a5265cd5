package dev.workerlet.runtime.script;

import java.util.regex.Pattern;

/** A quick look at a text: most scripts have nothing to rewrite and need not be read token by token. */
final class Suspicion {
    private static final String WORD = "import";
    /** {@code type: "json"} says what the path says already, mostly. */
    private static final Pattern TYPED_IMPORT =
            Pattern.compile("\\bwith\\s*\\{\\s*[\"']?type[\"']?\\s*:\\s*[\"'](?:text|bytes)[\"']"
                    + "|(?<!\\.json)[\"']\\s*with\\s*\\{\\s*[\"']?type[\"']?\\s*:\\s*[\"']json[\"']");

    private Suspicion() {}

    /** Whether the text may have {@code import(} or {@code import.}, or a static import of a type that its path does not tell. */
    static boolean isRaisedBy(String text) {
        int at = text.indexOf(WORD);
        if (at < 0) {
            return false;
        }
        for (; at >= 0; at = text.indexOf(WORD, at + WORD.length())) {
            if (isDynamic(text, at + WORD.length())) {
                return true;
            }
        }
        return text.contains("with") && TYPED_IMPORT.matcher(text).find();
    }

    /** A comment between the two raises it as well: it is rare, and the reader knows. */
    private static boolean isDynamic(String text, int from) {
        int at = from;
        while (at < text.length() && Lexemes.isBlank(text.charAt(at))) {
            at++;
        }
        char c = at < text.length() ? text.charAt(at) : ' ';
        return c == '(' || c == '.' || c == '/';
    }
}

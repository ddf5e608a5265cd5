package dev.workerlet.runtime.script;

/** Where the lexical elements of ECMAScript end: each method is given the first character and returns the one behind. */
final class Lexemes {
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;

    Lexemes(String text) {
        this.text = text;
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
    }

    static boolean isBlank(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c >= '\u00a0'
                && (c == '\u00a0'
                        || c == BYTE_ORDER_MARK
                        || isLineEnd(c)
                        || Character.getType(c) == Character.SPACE_SEPARATOR);
    }

    /** Whether a name, a keyword or a private name begins so; what is not ASCII is taken for a letter. */
    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '$'
                || c == '_'
                || c == '#'
                || c == '\\'
                || (c >= '\u0080' && !isBlank(c));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNamePart(char c) {
        return isDigit(c) || (c != '#' && isNameStart(c));
    }

    /** The next character that is neither white space nor in a comment; {@code text.length()} at the end. */
    int afterBlank(int from) throws ScriptSyntaxException {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                at++;
            } else if (c == '/' && text.startsWith("//", at)) {
                at = lineEnd(at);
            } else if (c == '/' && text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new ScriptSyntaxException("A comment does not end", at);
                }
                at = end + 2;
            } else {
                return at;
            }
        }
        return at;
    }

    int lineEnd(int from) {
        int at = from;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    int afterName(int from) {
        int at = from + 1;
        boolean escaped = text.charAt(from) == '\\';
        while (at < text.length()) {
            char c = text.charAt(at);
            if (escaped && c == '{') {
                int end = text.indexOf('}', at);
                at = end < 0 ? text.length() - 1 : end;
            } else if (!isNamePart(c)) {
                break;
            }
            escaped = c == '\\' || (escaped && c == 'u');
            at++;
        }
        return at;
    }

    int afterNumber(int from) {
        int at = from;
        boolean decimal = text.charAt(at) != '0' || !hasRadixMark(at + 1);
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponent = decimal && (c == 'e' || c == 'E');
            if (exponent && at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-')) {
                at += 2;
            } else if (isNamePart(c)) {
                at++;
            } else if (c == '.' && decimal && text.lastIndexOf('.', at - 1) < from) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private boolean hasRadixMark(int at) {
        return at < text.length() && "xXoObB".indexOf(text.charAt(at)) >= 0;
    }

    int afterString(int from) throws ScriptSyntaxException {
        char quote = text.charAt(from);
        for (int at = from + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '\\') {
                at += text.startsWith("\r\n", at + 1) ? 2 : 1;
            }
        }
        throw new ScriptSyntaxException("A string does not end", from);
    }

    /** Within a template: behind the closing backtick, or behind the next <code>${</code>. */
    int afterTemplatePart(int from) throws ScriptSyntaxException {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '`') {
                return at + 1;
            }
            if (c == '\\') {
                at++;
            } else if (c == '$' && text.startsWith("{", at + 1)) {
                return at + 2;
            }
        }
        throw new ScriptSyntaxException("A template does not end", from);
    }

    int afterRegularExpression(int from) throws ScriptSyntaxException {
        boolean inClass = false;
        for (int at = from + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isLineEnd(c)) {
                break;
            }
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '/' && !inClass) {
                return afterFlags(at + 1);
            }
        }
        throw new ScriptSyntaxException("A regular expression does not end", from);
    }

    private int afterFlags(int from) {
        int at = from;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return at;
    }
}

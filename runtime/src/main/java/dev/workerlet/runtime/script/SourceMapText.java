package dev.workerlet.runtime.script;

import java.util.ArrayList;
import java.util.List;

/**
 * What is needed of a source map's JSON; the rest, the sources' text above all, is skipped and never copied.
 *
 * @param sources names of the original files
 * @param mappings the encoded mappings
 */
record SourceMapText(List<String> sources, String mappings) {
    private static final int RADIX = 16;
    private static final int UNICODE_DIGITS = 4;

    static SourceMapText parse(String json) throws SourceMapException {
        return new Parser(json).map();
    }

    /** Walks over the outermost object. */
    private static final class Parser {
        private final String json;
        private int at;
        private String root = "";
        private List<String> sources = List.of();
        private String mappings = "";

        Parser(String json) {
            // A line that begins so keeps a map from being run as a script.
            this.at = json.startsWith(")]}") ? Math.max(0, json.indexOf('\n')) : 0;
            this.json = json;
        }

        SourceMapText map() throws SourceMapException {
            expect('{');
            while (peek() != '}') {
                String key = string();
                expect(':');
                member(key);
                if (peek() != ',') {
                    break;
                }
                at++;
            }
            expect('}');
            String prefix = root.isEmpty() || root.endsWith("/") ? root : root + "/";
            return new SourceMapText(
                    sources.stream().map(source -> prefix + source).toList(), mappings);
        }

        private void member(String key) throws SourceMapException {
            switch (key) {
                case "sourceRoot" -> root = printable(nullableString());
                case "mappings" -> mappings = string();
                case "sources" -> sources = strings();
                case "sections" -> throw new SourceMapException("Source maps of sections are not read");
                default -> skip();
            }
        }

        private List<String> strings() throws SourceMapException {
            List<String> strings = new ArrayList<>();
            expect('[');
            while (peek() != ']') {
                strings.add(printable(nullableString()));
                if (peek() != ',') {
                    break;
                }
                at++;
            }
            expect(']');
            return strings;
        }

        /** File names go into log lines, and must not make new ones. */
        private static String printable(String name) {
            StringBuilder clean = new StringBuilder(name);
            for (int i = 0; i < clean.length(); i++) {
                if (Character.isISOControl(clean.charAt(i))) {
                    clean.setCharAt(i, '?');
                }
            }
            return clean.toString();
        }

        private String nullableString() throws SourceMapException {
            if (peek() == '"') {
                return string();
            }
            skip();
            return "";
        }

        /** Steps over a value of any kind. */
        private void skip() throws SourceMapException {
            int depth = 0;
            do {
                char c = peek();
                if (c == '"') {
                    at = endOfString() + 1;
                } else {
                    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                    at++;
                }
            } while (depth > 0 || (depth == 0 && !isEndOfValue()));
        }

        private boolean isEndOfValue() throws SourceMapException {
            char c = peek();
            return c == ',' || c == '}' || c == ']';
        }

        private int endOfString() throws SourceMapException {
            for (int end = at + 1; end < json.length(); end++) {
                char c = json.charAt(end);
                if (c == '"') {
                    return end;
                }
                if (c == '\\') {
                    end++;
                }
            }
            throw malformed();
        }

        private String string() throws SourceMapException {
            expect('"');
            at--;
            int end = endOfString();
            String raw = json.substring(at + 1, end);
            at = end + 1;
            return raw.indexOf('\\') < 0 ? raw : unescape(raw);
        }

        private String unescape(String raw) throws SourceMapException {
            StringBuilder text = new StringBuilder(raw.length());
            for (int i = 0; i < raw.length(); i++) {
                char c = raw.charAt(i);
                if (c != '\\') {
                    text.append(c);
                    continue;
                }
                char escaped = raw.charAt(++i);
                if (escaped == 'u') {
                    text.append(unicode(raw, i + 1));
                    i += UNICODE_DIGITS;
                } else {
                    int known = "bfnrt".indexOf(escaped);
                    text.append(known < 0 ? escaped : "\b\f\n\r\t".charAt(known));
                }
            }
            return text.toString();
        }

        private char unicode(String raw, int from) throws SourceMapException {
            try {
                return (char) Integer.parseInt(raw, from, from + UNICODE_DIGITS, RADIX);
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw malformed();
            }
        }

        private char peek() throws SourceMapException {
            while (at < json.length() && json.charAt(at) <= ' ') {
                at++;
            }
            if (at >= json.length()) {
                throw malformed();
            }
            return json.charAt(at);
        }

        private void expect(char c) throws SourceMapException {
            if (peek() != c) {
                throw malformed();
            }
            at++;
        }

        private SourceMapException malformed() {
            return new SourceMapException("The source map is malformed at character " + at);
        }
    }
}

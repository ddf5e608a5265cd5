package dev.workerlet.runtime.message;

import java.util.Collection;
import java.util.Map;

/** JSON text of strings (RFC 8259, section 7) and of lists and maps of strings; nothing else of JSON is written here. */
public final class JsonText {
    private JsonText() {}

    /** A string as a JSON literal. */
    public static String of(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16);
        quote(json, text);
        return json.toString();
    }

    /** A map as a JSON object. */
    public static String of(Map<String, String> map) {
        StringBuilder json = new StringBuilder("{");
        map.forEach((name, value) -> {
            if (json.length() > 1) {
                json.append(',');
            }
            quote(json, name);
            json.append(':');
            quote(json, value);
        });
        return json.append('}').toString();
    }

    /** Strings as a JSON array. */
    public static String of(Collection<String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            if (json.length() > 1) {
                json.append(',');
            }
            quote(json, text);
        }
        return json.append(']').toString();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}

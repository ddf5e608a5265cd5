package dev.workerlet.servlet.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters of queries and of form bodies, in the order of the servlet specification: the query's values first. */
final class FormParameters {
    private static final int MOST = 10_000;
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int count;

    /** Whether the request's body is an urlencoded form. */
    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, FORM_TYPE, 0, FORM_TYPE.length());
    }

    /** Adds what a query or an urlencoded body holds; what can't be decoded is left out. */
    FormParameters add(@Nullable String encoded, Charset charset) {
        if (encoded == null || encoded.isEmpty()) {
            return this;
        }
        int start = 0;
        while (start <= encoded.length() && count < MOST) {
            int ampersand = encoded.indexOf('&', start);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            if (end > start) {
                addPair(encoded.substring(start, end), charset);
            }
            start = end + 1;
        }
        return this;
    }

    void addValue(String name, String value) {
        count++;
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private void addPair(String pair, Charset charset) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        try {
            addValue(URLDecoder.decode(name, charset), URLDecoder.decode(value, charset));
        } catch (IllegalArgumentException e) {
            // As the containers do: a parameter that is not decodable does not exist.
            count++;
        }
    }

    Map<String, String[]> toMap() {
        Map<String, String[]> map = new LinkedHashMap<>();
        values.forEach((name, list) -> map.put(name, list.toArray(new String[0])));
        return map;
    }
}

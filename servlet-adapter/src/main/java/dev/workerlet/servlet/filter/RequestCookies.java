package dev.workerlet.servlet.filter;

import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the cookies in {@code Cookie} headers that a worker wrote; what is no valid cookie is left out. */
final class RequestCookies {
    private RequestCookies() {}

    /** The cookies, or null for none, as the servlet specification has it. */
    static Cookie @Nullable [] parse(List<String> headers) {
        List<Cookie> cookies = new ArrayList<>();
        for (String header : headers) {
            int start = 0;
            while (start < header.length()) {
                int semicolon = header.indexOf(';', start);
                int end = semicolon < 0 ? header.length() : semicolon;
                add(cookies, header.substring(start, end).trim());
                start = end + 1;
            }
        }
        return cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
    }

    private static void add(List<Cookie> cookies, String pair) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            return;
        }
        try {
            cookies.add(new Cookie(pair.substring(0, equals), pair.substring(equals + 1)));
        } catch (IllegalArgumentException e) {
            // A name that is no token.
            return;
        }
    }
}

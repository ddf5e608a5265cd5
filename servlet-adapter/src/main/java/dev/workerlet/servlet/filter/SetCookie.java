package dev.workerlet.servlet.filter;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Writes a servlet cookie as the value of a {@code Set-Cookie} header. */
final class SetCookie {
    private SetCookie() {}

    // https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1
    static String value(Cookie cookie, Clock clock) {
        StringBuilder text = new StringBuilder(64)
                .append(cookie.getName())
                .append('=')
                .append(cookie.getValue() == null ? "" : cookie.getValue());
        for (Map.Entry<String, String> attribute : cookie.getAttributes().entrySet()) {
            append(text, attribute.getKey(), attribute.getValue());
        }
        int maxAge = cookie.getMaxAge();
        if (maxAge >= 0) {
            // For old clients, which know only this one.
            Instant expiry = maxAge == 0 ? Instant.EPOCH : clock.instant().plusSeconds(maxAge);
            text.append("; Expires=").append(HttpDate.text(expiry));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        boolean flag = name.equalsIgnoreCase("Secure") || name.equalsIgnoreCase("HttpOnly");
        if (name.equalsIgnoreCase("Max-Age") && value.startsWith("-")) {
            return;
        }
        if (!flag) {
            text.append("; ").append(name).append('=').append(value);
        } else if (value.isEmpty() || Boolean.parseBoolean(value)) {
            text.append("; ").append(name);
        }
    }
}

package dev.workerlet.servlet.filter;

import dev.workerlet.runtime.message.FetchRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code ctx.next()} goes: a path of this web application, and a query. Immutable.
 *
 * @param path the path below the context path, encoded, or null where it is the request's own
 * @param query the query, or null for none
 */
record Target(@Nullable String path, @Nullable String query) {
    private static final int SCHEME_SEPARATOR_LENGTH = 3;

    /**
     * Compares the URL of a request to pass on with the URL of the request that came.
     *
     * @throws IllegalArgumentException if it leaves the web application, or enters what the container keeps private
     */
    static Target of(String nextUrl, String ownUrl, String contextPath) {
        int fragment = nextUrl.indexOf('#');
        String next = fragment < 0 ? nextUrl : nextUrl.substring(0, fragment);
        int nextStart = pathStart(next);
        int ownStart = pathStart(ownUrl);
        if (!next.substring(0, nextStart).equalsIgnoreCase(ownUrl.substring(0, ownStart))) {
            throw new IllegalArgumentException(
                    "ctx.next() stays in this web application; " + nextUrl + " is elsewhere: use fetch() for that");
        }
        String nextPath = path(next, nextStart);
        String ownPath = path(ownUrl, ownStart);
        return new Target(nextPath.equals(ownPath) ? null : inContext(nextPath, contextPath), query(next));
    }

    /** Whether the query is the one that {@code own} came with. */
    boolean hasQueryOf(FetchRequest own) {
        return Objects.equals(query, query(own.url()));
    }

    private static String inContext(String path, String contextPath) {
        if (!path.startsWith(contextPath + "/")) {
            throw new IllegalArgumentException("ctx.next() stays below the path " + contextPath
                    + "/ of this web application; " + path + " is not");
        }
        String inContext = path.substring(contextPath.length());
        for (String segment : URLDecoder.decode(inContext.replace("+", "%2B"), StandardCharsets.UTF_8)
                .split("[/\\\\]", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals("..") || name.equalsIgnoreCase("WEB-INF") || name.equalsIgnoreCase("META-INF")) {
                throw new IllegalArgumentException("ctx.next() can't go to the path " + path);
            }
        }
        return inContext;
    }

    private static int pathStart(String url) {
        int authority = url.indexOf("://") + SCHEME_SEPARATOR_LENGTH;
        for (int i = authority; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return url.length();
    }

    private static String path(String url, int start) {
        int query = url.indexOf('?', start);
        String path = query < 0 ? url.substring(start) : url.substring(start, query);
        return path.isEmpty() ? "/" : path;
    }

    private static @Nullable String query(String url) {
        int query = url.indexOf('?');
        return query < 0 ? null : url.substring(query + 1);
    }
}

package dev.workerlet.runtime.network;

/**
 * The parts of an http or https URL as the URL Standard serialises it, without credentials and fragment. They go onto the
 * wire as they are: {@link java.net.URI} would refuse some.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority host and port as they stand in the URL, for {@code Host}
 * @param host the host, an IPv6 address in brackets
 * @param port the port, the scheme's own where the URL has none
 * @param path the path, beginning with a slash
 * @param query the query after the question mark, or null
 */
record HttpTarget(
        String scheme,
        String authority,
        String host,
        int port,
        String path,
        @org.jspecify.annotations.Nullable String query) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    static HttpTarget of(String url) {
        int schemeEnd = url.indexOf("://");
        int pathStart = schemeEnd < 0 ? -1 : url.indexOf('/', schemeEnd + 3);
        if (pathStart < 0) {
            throw new IllegalArgumentException("Not an http URL: " + url);
        }
        String scheme = url.substring(0, schemeEnd);
        String authority = url.substring(schemeEnd + 3, pathStart);
        int queryStart = url.indexOf('?', pathStart);
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        int schemePort = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new HttpTarget(
                scheme,
                authority,
                hasPort ? authority.substring(0, colon) : authority,
                hasPort ? Integer.parseInt(authority.substring(colon + 1)) : schemePort,
                queryStart < 0 ? url.substring(pathStart) : url.substring(pathStart, queryStart),
                queryStart < 0 ? null : url.substring(queryStart + 1));
    }
}

package dev.workerlet.servlet.exchange;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/** Copies the head of a container's request. Called on the container's thread. */
public final class RequestReader {
    private RequestReader() {}

    /** A fetch request with the head of {@code request} and the given body. */
    public static FetchRequest read(HttpServletRequest request, Body body) {
        return new FetchRequest(request.getMethod(), url(request), headers(request), body);
    }

    /** The absolute URL: path and query as the client sent them, not decoded. */
    public static String url(HttpServletRequest request) {
        String scheme = request.getScheme();
        StringBuilder url = new StringBuilder(160).append(scheme).append("://");
        appendAuthority(url, scheme, request.getServerName(), request.getServerPort());
        String path = request.getRequestURI();
        if (path.isEmpty() || path.charAt(0) != '/') {
            url.append('/');
        }
        url.append(path);
        String query = request.getQueryString();
        if (query != null) {
            url.append('?').append(query);
        }
        return url.toString();
    }

    private static void appendAuthority(StringBuilder url, String scheme, String host, int port) {
        boolean bareIpv6 = host.indexOf(':') >= 0 && host.charAt(0) != '[';
        if (bareIpv6) {
            url.append('[').append(host).append(']');
        } else {
            url.append(host);
        }
        int usual = "https".equals(scheme) ? 443 : 80;
        if (port > 0 && port != usual) {
            url.append(':').append(port);
        }
    }

    private static HeaderList headers(HttpServletRequest request) {
        HeaderList headers = new HeaderList();
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            Enumeration<String> values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                headers.add(name, values.nextElement());
            }
        }
        return headers;
    }
}

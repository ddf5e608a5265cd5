package dev.workerlet.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * An HTTP/1.1 client for the paths below one address. Thread-safe; every call is bounded.
 *
 * @param base what a path is appended to, with a slash at its end
 */
public record Http(URI base) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** A client for the paths below {@code base}. */
    public static Http at(Object base) {
        String text = base.toString();
        return new Http(URI.create(text.endsWith("/") ? text : text + "/"));
    }

    /** A client for the paths below one of this client's own. */
    public Http below(String path) {
        return at(base + path);
    }

    /** GET with no further headers. */
    public HttpResponse<String> get(String path) {
        return send(path, request -> request);
    }

    /** POST of a text under a content type. */
    public HttpResponse<String> post(String path, String contentType, String body) {
        return send(path, request -> request.header("content-type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Any request: {@code setUp} completes the builder, which is a GET until then. */
    public HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> setUp) {
        return exchange(path, setUp, BodyHandlers.ofString());
    }

    /** As {@link #send}, with the body as it came. */
    public HttpResponse<byte[]> sendForBytes(String path, UnaryOperator<HttpRequest.Builder> setUp) {
        return exchange(path, setUp, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> exchange(
            String path, UnaryOperator<HttpRequest.Builder> setUp, HttpResponse.BodyHandler<T> bodyHandler) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        try {
            return CLIENT.send(setUp.apply(request).build(), bodyHandler);
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + base + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + base + path, e);
        }
    }
}

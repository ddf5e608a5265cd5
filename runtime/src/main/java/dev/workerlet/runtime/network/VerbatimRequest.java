package dev.workerlet.runtime.network;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request whose method, path and query go onto the wire as they are given: the client's own would change their case or refuse them. */
final class VerbatimRequest extends HttpRequest {
    /** The client parses hosts more strictly than the URL Standard; the real one is set afterwards. */
    private static final URI PLACEHOLDER = URI.create("http://placeholder/");

    private final String verbatimMethod;
    private final HttpTarget target;

    VerbatimRequest(HttpClient client, String method, HttpTarget target) {
        super(client, new HttpConversation(), PLACEHOLDER);
        this.verbatimMethod = method;
        this.target = target;
        scheme(target.scheme()).host(target.host()).port(target.port());
    }

    /** Null while the constructor of the base class runs. */
    @SuppressWarnings("ConstantConditions")
    @Override
    public String getMethod() {
        return verbatimMethod == null ? super.getMethod() : verbatimMethod;
    }

    @SuppressWarnings("ConstantConditions")
    @Override
    public String getPath() {
        return target == null ? super.getPath() : target.path();
    }

    @SuppressWarnings("ConstantConditions")
    @Override
    public @Nullable String getQuery() {
        return target == null ? super.getQuery() : target.query();
    }
}

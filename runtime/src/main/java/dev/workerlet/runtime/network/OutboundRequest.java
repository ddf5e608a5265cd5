package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.HeaderList;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What goes onto the wire for a call. */
final class OutboundRequest {
    static final String USER_AGENT = "Workerlet";

    /** Set by the connection, never by a script: who could set them could smuggle a second request. */
    private static final Set<String> CONNECTION_HEADERS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Methods whose requests say that they have no body. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private OutboundRequest() {}

    /** The request, not sent. */
    static Request of(HttpClient client, NetworkCall call) {
        FetchRequest wanted = call.request();
        HttpTarget target = HttpTarget.of(wanted.url());
        VerbatimRequest request = new VerbatimRequest(client, wanted.method(), target);
        request.tag(new Tenant(call.owner(), call.policy()));
        // The event that asked has a limit of its own, which ends the request.
        request.idleTimeout(0, TimeUnit.MILLISECONDS);
        request.headers(fields -> {
            fields.add(HttpHeader.HOST, target.authority());
            putHeaders(fields, wanted.headers());
            if (wanted.body().lengthBytes() == 0 && WITH_BODY.contains(wanted.method())) {
                fields.put(HttpHeader.CONTENT_LENGTH, 0);
            }
        });
        putBody(request, wanted, client);
        return request;
    }

    private static void putBody(Request request, FetchRequest wanted, HttpClient client) {
        if (wanted.body() instanceof Body.Stream stream) {
            request.body(new UploadContent(stream, client.getExecutor()));
        } else if (wanted.body() instanceof Body.Bytes inMemory && inMemory.lengthBytes() > 0) {
            request.body(new BytesRequestContent(wanted.headers().first("content-type"), inMemory.bytes()));
        }
    }

    private static void putHeaders(HttpFields.Mutable fields, HeaderList headers) {
        headers.forEach((name, value) -> {
            if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                fields.add(name, value);
            }
        });
        putIfAbsent(fields, HttpHeader.ACCEPT, "*/*");
        putIfAbsent(fields, HttpHeader.ACCEPT_LANGUAGE, "*");
        // A part of a coded body could not be decoded.
        boolean isPart = fields.contains(HttpHeader.RANGE);
        putIfAbsent(fields, HttpHeader.ACCEPT_ENCODING, isPart ? "identity" : ContentCodings.ACCEPTED);
        putIfAbsent(fields, HttpHeader.USER_AGENT, USER_AGENT);
    }

    private static void putIfAbsent(HttpFields.Mutable fields, HttpHeader name, String value) {
        if (!fields.contains(name)) {
            fields.add(name, value);
        }
    }
}

package dev.workerlet.runtime.network;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.HeaderList;
import dev.workerlet.runtime.message.NetworkResponse;
import java.util.List;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** What the head of a response says. */
final class ResponseHead {
    private ResponseHead() {}

    /** The codings to undo, first applied first. */
    static List<String> codings(Response response, String method) {
        return hasBody(response, method)
                ? ContentCodings.known(response.getHeaders().getValuesList(HttpHeader.CONTENT_ENCODING.asString()))
                : List.of();
    }

    /** Its length as it is handed on, or {@link Body#UNKNOWN_LENGTH}. */
    static long lengthBytes(Response response, String method, List<String> codings) {
        return codings.isEmpty() && hasBody(response, method)
                ? response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH)
                : Body.UNKNOWN_LENGTH;
    }

    private static boolean hasBody(Response response, String method) {
        int status = response.getStatus();
        return !method.equals("HEAD") && status != HttpStatus.NO_CONTENT_204 && status != HttpStatus.NOT_MODIFIED_304;
    }

    /** The headers of a coding that has been undone would be wrong for whoever passes the response on. */
    static NetworkResponse of(Response response, List<String> codings, Body body) {
        HeaderList headers = new HeaderList();
        for (HttpField field : response.getHeaders()) {
            HttpHeader header = field.getHeader();
            if (codings.isEmpty() || (header != HttpHeader.CONTENT_ENCODING && header != HttpHeader.CONTENT_LENGTH)) {
                headers.add(field.getName(), field.getValue() == null ? "" : field.getValue());
            }
        }
        String reason = response.getReason();
        return new NetworkResponse(response.getStatus(), reason == null ? "" : reason, headers, body);
    }
}

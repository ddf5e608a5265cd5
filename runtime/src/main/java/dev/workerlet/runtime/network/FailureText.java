package dev.workerlet.runtime.network;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a request has no answer, in words that may be shown to a script. */
final class FailureText {
    private FailureText() {}

    static String of(Throwable failure, String url) {
        String place = HttpTarget.of(url).host() + ":" + HttpTarget.of(url).port();
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return "no address is known for " + HttpTarget.of(url).host();
        }
        if (failure instanceof RefusedAddressException || failure instanceof UploadContent.BrokenUploadException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof CancellationException) {
            return "aborted";
        }
        if (failure instanceof java.net.SocketTimeoutException || failure instanceof TimeoutException) {
            return "no answer in time from " + place;
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return connection(failure) + " to " + place;
        }
        if (failure instanceof SSLException) {
            return "no secure connection to " + place + ": " + failure.getMessage();
        }
        if (failure instanceof java.io.EOFException || failure instanceof ClosedChannelException) {
            return "the connection to " + place + " was closed";
        }
        Throwable cause = failure.getCause();
        return cause != null && cause != failure
                ? of(cause, url)
                : "the exchange with " + place + " failed: "
                        + (failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
    }

    private static String connection(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Connection refused") ? "connection refused" : "no connection (" + message + ")";
    }
}

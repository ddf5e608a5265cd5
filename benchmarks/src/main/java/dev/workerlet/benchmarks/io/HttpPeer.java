package dev.workerlet.benchmarks.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client's connection, which does exactly what it is told. Requests are written by hand, to leave in the midst of them. */
public final class HttpPeer implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int STATUS_END = "HTTP/1.1 200".length();
    private static final int MOST_HEAD = 1_024;
    private static final Pattern REASON = Pattern.compile("(?i)x-termination-reason: *([A-Za-z]+)");

    private final Socket socket;
    private final URI url;
    private final InputStream in;

    private HttpPeer(Socket socket, URI url, int bufferBytes) throws IOException {
        this.socket = socket;
        this.url = url;
        this.in = new BufferedInputStream(socket.getInputStream(), bufferBytes);
    }

    /** Connects with the system's buffers. */
    public static HttpPeer connect(URI url) throws IOException {
        return connect(url, TIMEOUT_MILLIS);
    }

    /** The same, with a time that the server has for the connection and then for each piece. */
    public static HttpPeer connect(URI url, int millis) throws IOException {
        return connect(url, new Socket(), 64 * 1024, millis);
    }

    /** Connects with buffers of some {@code bytes}: little is on the way between the two sides. */
    public static HttpPeer connectNarrow(URI url, int bytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(bytes);
        socket.setSendBufferSize(bytes);
        return connect(url, socket, bytes, TIMEOUT_MILLIS);
    }

    private static HttpPeer connect(URI url, Socket socket, int bufferBytes, int millis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(millis);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), millis);
        return new HttpPeer(socket, url, bufferBytes);
    }

    /** The head of a request to this connection's URL; {@code fields} are lines with their ends. */
    public String head(String method, String fields) {
        return head(method, url, fields);
    }

    /** The head of a request to a URL of the same server. */
    public String head(String method, URI url, String fields) {
        return method + ' ' + target(url) + " HTTP/1.1\r\nhost: " + url.getAuthority() + "\r\n" + fields + "\r\n";
    }

    private static String target(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : '?' + url.getRawQuery());
    }

    /** Sends text as it is. */
    public void send(String text) throws IOException {
        out().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits no longer for what comes next, from now on. */
    public void timeout(int millis) throws IOException {
        socket.setSoTimeout(Math.max(1, millis));
    }

    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    public InputStream in() {
        return in;
    }

    /** The head of the response; anything but a status of 200 is an error. */
    MessageHead response() throws IOException {
        MessageHead head = MessageHead.read(in);
        if (!head.second().equals("200")) {
            throw new IOException("Answered with " + head);
        }
        return head;
    }

    /** Reads so many bytes, or for so long. Returns what was seen of the answer: its status, or why there is none. */
    String readFor(int millis, int bytes) throws IOException {
        byte[] buffer = new byte[bytes + 1];
        int read = 0;
        try {
            socket.setSoTimeout(millis + 1);
            int length = 0;
            while (length >= 0 && read < bytes) {
                read += length;
                length = in.read(buffer, read, buffer.length - read);
            }
        } catch (SocketTimeoutException e) {
            // Time to leave.
            return status(buffer, read);
        }
        return status(buffer, read);
    }

    private static String status(byte[] answer, int length) {
        if (length < STATUS_END) {
            return "unanswered";
        }
        String start = new String(answer, 0, Math.min(length, MOST_HEAD), StandardCharsets.US_ASCII);
        Matcher reason = REASON.matcher(start);
        return start.substring(0, STATUS_END) + (reason.find() ? ' ' + reason.group(1) : "");
    }

    /** Leaves with a FIN, and is still there for a moment. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
        readFor(2, 64 * 1024);
        socket.close();
    }

    /** Leaves with a reset instead of a FIN. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

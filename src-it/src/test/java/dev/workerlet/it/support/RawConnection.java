package dev.workerlet.it.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which a test writes HTTP/1.1 by itself. Reads wait 30 s at most. */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int NARROW_BYTES = 4_096;

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final String path;
    private final String host;

    private RawConnection(URI base, int receiveBytes) throws IOException {
        socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
        output = socket.getOutputStream();
        path = base.getPath();
        host = base.getHost() + ":" + base.getPort();
    }

    /** Connects to the server of a client. */
    public static RawConnection to(Http http) throws IOException {
        return new RawConnection(http.base(), 0);
    }

    /** The same, for a client whose system takes little that it does not read. */
    public static RawConnection narrowTo(Http http) throws IOException {
        return new RawConnection(http.base(), NARROW_BYTES);
    }

    /** Sends a head with these headers, each ended by CRLF; what comes back is left alone. */
    public void sendHead(String method, String below, String headers) throws IOException {
        send(method + " " + path + below + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
    }

    /** Sends text as it is. */
    public void send(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    /** Sends a chunk of a chunked body. */
    public void sendChunk(String text) throws IOException {
        send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    /** The head of a response, as it came. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** The next chunk of a chunked body, empty for the last one. */
    public String readChunk() throws IOException {
        return new String(input.readNBytes(readChunkLength()), StandardCharsets.UTF_8);
    }

    /** The line that ends a chunk may come with the next one only. */
    private int readChunkLength() throws IOException {
        String line = readLine();
        return Integer.parseInt(line.isEmpty() ? readLine() : line, 16);
    }

    /** So many bytes. */
    public byte[] read(int count) throws IOException {
        return input.readNBytes(count);
    }

    /** All of a chunked body. */
    public byte[] readChunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length = readChunkLength(); length > 0; length = readChunkLength()) {
            all.writeBytes(input.readNBytes(length));
        }
        return all.toByteArray();
    }

    /** Whether something has come that was not read yet. */
    public boolean hasInput() throws IOException {
        return input.available() > 0;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new IOException("The connection ended after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

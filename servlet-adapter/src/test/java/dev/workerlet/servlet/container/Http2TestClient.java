package dev.workerlet.servlet.container;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.FuturePromise;

/** An HTTP/2 client without TLS that tells each frame of a response as a line of text. */
public final class Http2TestClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final HTTP2Client client = new HTTP2Client();
    private final Session session;
    private final int port;

    /** Connects. */
    public Http2TestClient(int port) throws Exception {
        this.port = port;
        client.start();
        FuturePromise<Session> connected = new FuturePromise<>();
        client.connect(new InetSocketAddress("localhost", port), new Session.Listener() {}, connected);
        session = connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** A stream, and what came on it. */
    public final class Exchange implements Stream.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final Stream stream;

        private Exchange(MetaData.Request request, boolean isWhole) throws Exception {
            FuturePromise<Stream> opened = new FuturePromise<>();
            session.newStream(new HeadersFrame(request, null, isWhole), opened, this);
            stream = opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void onHeaders(Stream of, HeadersFrame frame) {
            frames.add(text(frame.getMetaData()));
            if (frame.isEndStream()) {
                frames.add("end");
            } else {
                of.demand();
            }
        }

        private static String text(MetaData metaData) {
            StringBuilder text = new StringBuilder(
                    metaData instanceof MetaData.Response response ? "" + response.getStatus() : "trailers");
            metaData.getHttpFields()
                    .forEach(field -> text.append(' ')
                            .append(field.getLowerCaseName())
                            .append('=')
                            .append(field.getValue()));
            return text.toString().toLowerCase(Locale.ROOT);
        }

        @Override
        public void onDataAvailable(Stream of) {
            Stream.Data data = of.readData();
            if (data != null) {
                String text = StandardCharsets.ISO_8859_1
                        .decode(data.frame().getByteBuffer())
                        .toString();
                boolean isLast = data.frame().isEndStream();
                data.release();
                if (!text.isEmpty()) {
                    frames.add(text);
                }
                if (isLast) {
                    frames.add("end");
                    return;
                }
            }
            of.demand();
        }

        @Override
        public void onReset(Stream of, ResetFrame frame, Callback callback) {
            frames.add("reset " + ErrorCode.toString(frame.getError(), "?"));
            callback.succeeded();
        }

        @Override
        public void onFailure(Stream of, int error, String reason, Throwable failure, Callback callback) {
            frames.add("failure " + reason);
            callback.succeeded();
        }

        /** What came next. */
        public String next() throws InterruptedException {
            return Objects.requireNonNull(frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing came");
        }

        /** Sends a piece of the body. */
        public void send(String text, boolean isLast) throws Exception {
            stream.data(new DataFrame(
                            stream.getId(), ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), isLast))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        /** Leaves. */
        public void reset() {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }

    /** Opens a stream. */
    public Exchange request(String method, String path, boolean isWhole) throws Exception {
        return request(method, path, isWhole, HttpFields.EMPTY);
    }

    /** The same with header fields. */
    public Exchange request(String method, String path, boolean isWhole, HttpFields fields) throws Exception {
        MetaData.Request request = new MetaData.Request(
                method, HttpURI.from("http://localhost:" + port + "/app" + path), HttpVersion.HTTP_2, fields);
        return new Exchange(request, isWhole);
    }

    /** Whether the server has given the connection up: no stream can be opened any more. */
    public boolean isClosed() {
        return session.isClosed();
    }

    /** Breaks the connection. */
    public void disconnect() {
        ((HTTP2Session) session).getEndPoint().close();
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}

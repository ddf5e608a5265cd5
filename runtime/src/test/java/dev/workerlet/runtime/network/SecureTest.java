package dev.workerlet.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.limits.OutboundPolicy;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import dev.workerlet.runtime.message.NetworkResponse;
import dev.workerlet.runtime.message.SocketListener;
import dev.workerlet.runtime.support.Await;
import dev.workerlet.runtime.support.FedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and HTTP/2 where a server offers it. */
class SecureTest {
    private static final String PASSWORD = "password";

    @TempDir
    static Path directory;

    private static final Server SERVER = new Server();
    private static final AtomicLong SENT = new AtomicLong();
    private static @Nullable ServerConnector modern;
    private static @Nullable ServerConnector plain;

    private final NetworkClient client = new NetworkClient(true, 100, trusting(), http -> {});

    @BeforeAll
    static void start() throws Exception {
        makeKey();
        HttpConfiguration configuration = new HttpConfiguration();
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false);
        configuration.addCustomizer(secure);
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        modern = listen(
                new SslConnectionFactory(serverTls(), "alpn"),
                alpn,
                new HTTP2ServerConnectionFactory(configuration),
                http1);
        plain = listen(new SslConnectionFactory(serverTls(), "http/1.1"), new HttpConnectionFactory(configuration));
        SERVER.setHandler(new Answers());
        SERVER.start();
    }

    private static ServerConnector listen(ConnectionFactory... factories) {
        ServerConnector connector = new ServerConnector(SERVER, factories);
        connector.setHost("127.0.0.1");
        SERVER.addConnector(connector);
        return connector;
    }

    private static void makeKey() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static String keyStore() {
        return directory.resolve("peer.p12").toString();
    }

    private static SslContextFactory.Server serverTls() {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore());
        tls.setKeyStorePassword(PASSWORD);
        return tls;
    }

    private static SslContextFactory.Client trusting() {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setTrustStorePath(keyStore());
        tls.setTrustStorePassword(PASSWORD);
        return tls;
    }

    @AfterEach
    void close() {
        client.close();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    private static String url(@Nullable ServerConnector connector, String path) {
        if (connector == null) {
            throw new IllegalStateException("The server has not started");
        }
        return "https://127.0.0.1:" + connector.getLocalPort() + path;
    }

    /** What the server does. */
    private static final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            switch (Request.getPathInContext(request)) {
                case "/version" ->
                    Content.Sink.write(
                            response,
                            true,
                            request.getConnectionMetaData().getHttpVersion().asString(),
                            callback);
                case "/echo" -> Content.copy(request, response, callback);
                case "/endless" -> {
                    sendForEver(response, callback);
                }
                case "/reset" -> {
                    response.write(
                            false,
                            java.nio.ByteBuffer.wrap(new byte[10]),
                            Callback.from(() -> callback.failed(new IllegalStateException("reset")), callback::failed));
                }
                case "/trailers" -> {
                    HttpFields trailers = HttpFields.build().add(new HttpField("x-sum", "42"));
                    response.setTrailersSupplier(() -> trailers);
                    Content.Sink.write(response, true, "body", callback);
                }
                default -> Content.Sink.write(response, true, "?", callback);
            }
            return true;
        }

        private void sendForEver(Response response, Callback callback) {
            response.write(
                    false,
                    java.nio.ByteBuffer.allocate(16 * 1024),
                    Callback.from(
                            () -> {
                                SENT.addAndGet(16 * 1024);
                                sendForEver(response, callback);
                            },
                            callback::failed));
        }
    }

    /** The connections of the test before may be on their way out. */
    private static void awaitNoConnections() {
        Await.until(
                "earlier clients have gone",
                () -> modern == null || modern.getConnectedEndPoints().isEmpty());
    }

    @Test
    void serverWithHttp2_isAskedByIt_overOneConnection() {
        List<Caller> callers = new ArrayList<>();
        awaitNoConnections();
        assertThat(Caller.get(client, url(modern, "/version")).text()).isEqualTo("HTTP/2.0");
        for (int i = 0; i < 20; i++) {
            callers.add(Caller.get(client, url(modern, "/version")));
        }
        for (Caller caller : callers) {
            assertThat(caller.text()).isEqualTo("HTTP/2.0");
        }
        assertThat(modern == null ? 0 : modern.getConnectedEndPoints().size()).isEqualTo(1);
    }

    @Test
    void serverWithoutAlpn_isAskedByHttp1() {
        assertThat(Caller.get(client, url(plain, "/version")).text()).isEqualTo("HTTP/1.1");
    }

    @Test
    void untrustedServer_isRefused() {
        try (NetworkClient wary = new NetworkClient(true, 100)) {
            assertThat(Caller.get(wary, url(modern, "/version")).failure()).startsWith("no secure connection to");
        }
    }

    @Test
    void upload_andDownload_flowAtOnce() {
        FedSource source = FedSource.empty().feed("one");
        Caller caller = Caller.send(
                client, "o", OutboundPolicy.NONE, "POST", url(modern, "/echo"), new Body.Stream(source, -1));
        NetworkResponse response = caller.response();
        BodySource answer = ((Body.Stream) response.body()).source();
        assertThat(Caller.next(answer)).isInstanceOf(BodyChunk.Data.class);
        source.feed("two").feed(BodyChunk.END);

        assertThat(Caller.bytes(response.body())).asString().isEqualTo("two");
        assertThat(source.cancelled()).isNull();
    }

    @Test
    void trailers_comeWithTheEnd() {
        Body body = Caller.get(client, url(modern, "/trailers")).response().body();
        BodySource source = ((Body.Stream) body).source();
        BodyChunk chunk = Caller.next(source);
        while (chunk instanceof BodyChunk.Data) {
            chunk = Caller.next(source);
        }

        assertThat(String.valueOf(chunk)).contains("x-sum, 42");
    }

    @Test
    void streamThatIsReset_fails() {
        NetworkResponse response = Caller.get(client, url(modern, "/reset")).response();

        assertThat(Caller.bodyFailure(response.body())).isNotEqualTo("none");
    }

    /** HTTP/2 streams that the server has open. */
    private static int streams() {
        int sum = 0;
        for (EndPoint endPoint : modern == null ? List.<EndPoint>of() : modern.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof SslConnection tls
                    && tls.getSslEndPoint().getConnection() instanceof HTTP2Connection connection) {
                sum += connection.getSession().getStreams().size();
            }
        }
        return sum;
    }

    @Test
    void endlessBody_isHeldBack_andItsEndIsTold() {
        SENT.set(0);
        awaitNoConnections();
        Body body = Caller.get(client, url(modern, "/endless")).response().body();
        BodySource source = ((Body.Stream) body).source();
        AtomicLong last = new AtomicLong(-1);
        Await.until(
                "the server stands still",
                java.time.Duration.ofMillis(200),
                () -> SENT.get() > 0 && last.getAndSet(SENT.get()) == SENT.get());
        assertThat(SENT.get()).isLessThan(1_000_000);
        assertThat(streams()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            assertThat(Caller.next(source)).isInstanceOf(BodyChunk.Data.class);
        }
        source.cancel("enough");

        Await.until("the server hears of it", () -> streams() == 0);
        assertThat(Caller.get(client, url(modern, "/version")).text()).isEqualTo("HTTP/2.0");
    }

    @Test
    void endlessUpload_isHeldBack() {
        FedSource source = FedSource.endless(16 * 1024);
        Caller caller = Caller.send(
                client, "o", OutboundPolicy.NONE, "POST", url(modern, "/echo"), new Body.Stream(source, -1));
        assertThat(caller.response().status()).isEqualTo(200);
        AtomicInteger last = new AtomicInteger(-1);
        Await.until(
                "the source stands still",
                java.time.Duration.ofMillis(200),
                () -> last.getAndSet(source.reads()) == source.reads());
        assertThat(source.reads()).isLessThan(600);
        caller.abort();

        Await.until("the source is cancelled", () -> source.cancelled() != null);
        Await.until("it is over", () -> client.owners().running() == 0);
    }

    @Test
    void webSocket_toAServerWithHttp2_asksByHttp1() {
        CompletableFuture<String> closed = new CompletableFuture<>();
        NetworkSocket socket = client.socket(new SocketCall(
                "o",
                OutboundPolicy.NONE,
                url(modern, "/version").replace("https:", "wss:"),
                "",
                List.of(),
                "test",
                new Closing(closed)));
        socket.begin();

        // No WebSocket is there, and the answer says so: the protocol was one that both speak.
        assertThat(Caller.await(closed)).isEqualTo("1006");
    }

    /** Tells how a socket ended. */
    private record Closing(CompletableFuture<String> closed) implements SocketListener {
        @Override
        public void opened(String protocol, String extensions) {}

        @Override
        public void receivedText(String text) {}

        @Override
        public void receivedBytes(byte[] data) {}

        @Override
        public void written(int count) {}

        @Override
        public void closed(int code, String reason, boolean isClean, boolean isFailed) {
            closed.complete(String.valueOf(code));
        }
    }
}

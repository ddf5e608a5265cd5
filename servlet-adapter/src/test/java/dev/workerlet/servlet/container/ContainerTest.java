package dev.workerlet.servlet.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.context.WorkerListener;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.servlet.WorkerletListener;
import dev.workerlet.servlet.application.RuntimeFactory;
import dev.workerlet.servlet.container.Container.Application;
import dev.workerlet.servlet.container.Container.Mapped;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test in a real container: deploy, ask, compare. After each test everything has ended. */
public abstract class ContainerTest {
    private static final Set<DispatcherType> BOTH = Set.of(DispatcherType.REQUEST, DispatcherType.ASYNC);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    protected Path root;

    protected final Map<String, FakeWorkerlet.Handler> workers = new ConcurrentHashMap<>();
    protected final Queue<FetchExchange> aborted = new ConcurrentLinkedQueue<>();
    protected final Map<String, String> contextParams = new LinkedHashMap<>();
    protected final Map<String, Object> attributes = new LinkedHashMap<>();
    protected final Map<Integer, String> errorPages = new LinkedHashMap<>();
    protected final List<Class<? extends EventListener>> listeners = new ArrayList<>();
    private final List<Mapped> servlets = new ArrayList<>();
    private final List<Mapped> filters = new ArrayList<>();
    /** Whom the runtime tells of its workers. */
    protected volatile WorkerListener listener = WorkerListener.NONE;

    protected boolean webSockets = true;
    protected final Container container = container();
    protected final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    protected abstract Container container();

    @AfterEach
    void everythingEnds() throws Exception {
        container.end();
        assertThat(FakeWorkerlet.RUNNING).hasValue(0);
    }

    protected void servlet(String name, Servlet servlet, Map<String, String> initParams, String... patterns) {
        servlets.add(new Mapped(name, servlet, null, initParams, true, BOTH, List.of(patterns)));
    }

    protected void syncServlet(String name, Servlet servlet, Map<String, String> initParams, String... patterns) {
        servlets.add(new Mapped(name, servlet, null, initParams, false, BOTH, List.of(patterns)));
    }

    protected void filter(String name, Filter filter, Map<String, String> initParams, String... patterns) {
        filters.add(new Mapped(name, null, filter, initParams, true, BOTH, List.of(patterns)));
    }

    /** A filter whose mapping names no dispatcher. */
    protected void filterForRequests(String name, Filter filter, Map<String, String> initParams, String... patterns) {
        filters.add(
                new Mapped(name, null, filter, initParams, true, Set.of(DispatcherType.REQUEST), List.of(patterns)));
    }

    protected void syncFilter(String name, Filter filter, String... patterns) {
        filters.add(new Mapped(name, null, filter, Map.of(), false, BOTH, List.of(patterns)));
    }

    /** Writes a file below the document root. */
    protected void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Starts with fake workers; with the listener of the web fragment, as a WAR has it. */
    protected void start() throws Exception {
        listeners.add(WorkerletListener.class);
        startWithoutListener();
    }

    /** Starts as an embedder may who registers servlets and filters only. */
    protected void startWithoutListener() throws Exception {
        attributes.put(RuntimeFactory.ATTRIBUTE, (RuntimeFactory) (options, told) -> {
            listener = told;
            return new FakeWorkerlet(workers, aborted);
        });
        contextParams.putIfAbsent("workerlet.cdi", "false");
        startBare();
    }

    protected void startBare() throws Exception {
        container.start(
                new Application(root, contextParams, attributes, listeners, servlets, filters, errorPages, webSockets));
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    protected URI uri(String path) {
        return URI.create("http://localhost:" + container.port() + "/app" + path);
    }

    protected HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    protected HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are, and returns all that comes back until the server closes. */
    protected String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", container.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream input = socket.getInputStream();
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A GET whose path is sent as it is written. */
    protected String rawGet(String path) throws IOException {
        return raw("GET /app" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    protected static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time ran out").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}

package dev.workerlet.benchmarks.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Many connections that wait for messages, on one thread. */
final class IdleClients implements AutoCloseable {
    static final int PERIOD_MILLIS = 1_000;

    /** So many may be without an answer while connections are opened. */
    private static final int MOST_OPENING = 64;

    private static final String LINE_END = "\r\n";
    private static final int FIRST_ERROR = 400;
    private static final long OPENING_MILLIS = 120_000;

    private final URI url;
    private final byte[] request;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private Latencies late = new Latencies();
    private Latencies delivery = new Latencies();
    private int opening;
    private int open;
    private long nowMillis;

    IdleClients(URI url, boolean isSocket) throws IOException {
        this.url = url;
        String fields = isSocket
                ? String.join(
                        LINE_END,
                        "upgrade: websocket",
                        "connection: Upgrade",
                        "sec-websocket-version: 13",
                        "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
                        "")
                : "accept: text/event-stream\r\n";
        this.request = ("GET " + url.getRawPath() + " HTTP/1.1\r\nhost: " + url.getAuthority() + "\r\n" + fields
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Opens connections one after the other; returns when each is answered, or has failed. */
    void open(int count) throws IOException {
        long deadline = System.currentTimeMillis() + OPENING_MILLIS;
        int begun = 0;
        while ((begun < count || opening > 0) && System.currentTimeMillis() < deadline) {
            while (begun < count && opening < MOST_OPENING) {
                connect();
                begun++;
            }
            select(PERIOD_MILLIS);
        }
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 8_192);
        opening++;
        channel.register(selector, SelectionKey.OP_CONNECT, new EventReader());
        channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    }

    /** Takes messages for so long, and counts them anew. */
    void listen(long millis) throws IOException {
        late = new Latencies();
        delivery = new Latencies();
        long end = System.currentTimeMillis() + millis;
        for (long left = millis; left > 0; left = end - System.currentTimeMillis()) {
            select(left);
        }
    }

    private void select(long millis) throws IOException {
        selector.select(this::ready, millis);
    }

    private void ready(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        EventReader reader = (EventReader) key.attachment();
        nowMillis = System.currentTimeMillis();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                // So few bytes fit the buffer of a new connection.
                channel.write(ByteBuffer.wrap(request));
                key.interestOps(SelectionKey.OP_READ);
            } else if (key.isReadable()) {
                read(channel, reader);
            }
        } catch (IOException e) {
            lose(channel, reader, e.toString());
        }
    }

    private void read(SocketChannel channel, EventReader reader) throws IOException {
        int statusBefore = reader.status();
        buffer.clear();
        if (channel.read(buffer) < 0) {
            lose(channel, reader, reader.status() == 0 ? "closed without an answer" : "closed");
            return;
        }
        buffer.flip();
        reader.read(buffer, PERIOD_MILLIS, this::came);
        if (statusBefore == 0 && reader.status() != 0) {
            opening--;
            open++;
            outcomes.merge("status " + reader.status(), 1, Integer::sum);
            if (reader.status() >= FIRST_ERROR) {
                lose(channel, reader, "closed after an error");
            }
        }
    }

    private void came(long dueMillis, long sentMillis) {
        late.add(nowMillis - dueMillis);
        delivery.add(nowMillis - sentMillis);
    }

    private void lose(SocketChannel channel, EventReader reader, String how) {
        if (reader.status() == 0) {
            opening--;
        } else {
            open--;
        }
        outcomes.merge(how, 1, Integer::sum);
        try {
            channel.close();
        } catch (IOException e) {
            outcomes.merge("not closed: " + e, 1, Integer::sum);
        }
    }

    /** Connections that have been answered and are still there. */
    int open() {
        return open;
    }

    /** How connections were answered and lost, with their numbers. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** From the time when a message was due: the first plus so many seconds. */
    Latencies late() {
        return late;
    }

    /** From the time when the script sent it. */
    Latencies delivery() {
        return delivery;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

package dev.workerlet.servlet.container;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that sends whatever it is told to, right or wrong. */
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream input;
    private final OutputStream output;
    private final String head;

    /** A frame of the server. */
    public record Frame(int opcode, boolean isFinal, int reserved, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a Close frame, 1005 for none. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        public String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** Whether something has come that was not read. */
    public boolean hasInput() {
        try {
            return input.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, and asks for a WebSocket with further header lines, each with its line end. */
    public RawSocket(int port, String path, String headers) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        input = new DataInputStream(socket.getInputStream());
        output = socket.getOutputStream();
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + headers + "\r\n";
        output.write(request.getBytes(StandardCharsets.ISO_8859_1));
        output.flush();
        head = readHead();
    }

    private String readHead() throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** The head of the answer. */
    public String head() {
        return head;
    }

    /** What comes after the head of an answer that is no WebSocket. */
    public String body() throws IOException {
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends a whole message in one frame. */
    public void send(int opcode, byte[] payload) throws IOException {
        frame(true, 0, opcode, payload);
    }

    public void sendText(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a Close frame. */
    public void sendClose(int code, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        send(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** Sends a frame. */
    public void frame(boolean isFinal, int reserved, int opcode, byte[] payload) throws IOException {
        int form = payload.length < 126 ? 7 : payload.length < 65536 ? 16 : 64;
        frame(isFinal, reserved, opcode, payload, form, true);
    }

    /** Sends a frame whose length is written in a form of so many bits. */
    public void frame(boolean isFinal, int reserved, int opcode, byte[] payload, int lengthBits, boolean isMasked)
            throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((isFinal ? FIN : 0) | (reserved << 4) | opcode);
        int masked = isMasked ? MASKED : 0;
        if (lengthBits == 7) {
            frame.write(masked | payload.length);
        } else if (lengthBits == 16) {
            frame.write(masked | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(masked | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] sent = payload.clone();
        if (isMasked) {
            frame.writeBytes(MASK);
            for (int i = 0; i < sent.length; i++) {
                sent[i] ^= MASK[i & 3];
            }
        }
        frame.writeBytes(sent);
        write(frame.toByteArray());
    }

    /** Writes bytes as they are; that the server has closed by then is for whoever reads to see. */
    public void write(byte[] bytes) throws IOException {
        try {
            output.write(bytes);
            output.flush();
        } catch (SocketException e) {
            if (!socket.isConnected()) {
                throw e;
            }
        }
    }

    /** The next frame of the server. */
    public Frame read() throws IOException {
        int first = input.readUnsignedByte();
        int second = input.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = input.readUnsignedShort();
        } else if (length == 127) {
            length = input.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        input.readFully(payload);
        return new Frame(first & 15, (first & FIN) != 0, (first >> 4) & 7, payload);
    }

    /** The next message of the server, joined; frames that control the connection are left out but Close. */
    public Frame readMessage() throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int opcode = -1;
        int reserved = 0;
        while (true) {
            Frame frame = read();
            if (frame.opcode() == CLOSE) {
                return frame;
            }
            if (frame.opcode() >= CLOSE) {
                continue;
            }
            if (opcode < 0) {
                opcode = frame.opcode();
                reserved = frame.reserved();
            }
            joined.writeBytes(frame.payload());
            if (frame.isFinal()) {
                return new Frame(opcode, true, reserved, joined.toByteArray());
            }
        }
    }

    /** Whether the server has closed the connection, after whatever it still sends. */
    public boolean readsEnd() throws IOException {
        try {
            byte[] buffer = new byte[4096];
            while (input.read(buffer) >= 0) {
                Arrays.fill(buffer, (byte) 0);
            }
            return true;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    /** Ends the connection without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Bytes of which no two neighbours are alike. */
    public static byte[] payload(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }
}

package dev.workerlet.runtime.body;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.io.ByteArrayOutputStream;

/** Gathers a source in memory, up to a bound. The receiver is told once how it ended, on any thread. */
public final class BodyCollector extends BodyPump {
    private static final int FIRST_BYTES = 8 * 1024;
    /** What a length that is only announced may take. */
    private static final int MOST_FIRST_BYTES = 64 * 1024;

    private static final String NO_ROOM =
            "the server has no room for the body now: try again later, or read it as a stream";

    /** Told once. Must not block. */
    public interface Receiver {
        /** All of the body is here. */
        void collected(byte[] bytes);

        /** It has more bytes than the bound; its source has been cancelled. */
        void tooLarge(long limitBytes);

        /** The Java heap has no room for it now; its source has been cancelled. A failure like others, unless told apart. */
        default void noRoom(String reason) {
            failed(reason);
        }

        /** It broke off. */
        void failed(String reason);
    }

    private final long limitBytes;
    private final HeldBodies.Account account;
    private final Receiver receiver;
    private final ByteArrayOutputStream bytes;

    private BodyCollector(
            BodySource source, int capacity, long limitBytes, HeldBodies.Account account, Receiver receiver) {
        super(source);
        this.account = account;
        this.limitBytes = limitBytes;
        this.receiver = receiver;
        this.bytes = new ByteArrayOutputStream(capacity);
    }

    /** Begins to gather. Cancelling the source ends it before its time. */
    public static void collect(Body.Stream body, long limitBytes, Receiver receiver) {
        collect(body, limitBytes, HeldBodies.unbounded().of("").account(), receiver);
    }

    /**
     * Begins to gather. Cancelling the source ends it before its time.
     *
     * @param account counts what is here; without room for more, gathering fails. Whoever has taken the body closes it
     */
    public static void collect(Body.Stream body, long limitBytes, HeldBodies.Account account, Receiver receiver) {
        long length = body.lengthBytes();
        int capacity = (int) Math.min(length < 0 ? FIRST_BYTES : length, Math.min(limitBytes, MOST_FIRST_BYTES));
        BodyCollector collector = new BodyCollector(body.source(), capacity, limitBytes, account, receiver);
        if (length > limitBytes) {
            collector.giveUp();
        } else {
            collector.run();
        }
    }

    @Override
    protected boolean hasRoom() {
        return true;
    }

    @Override
    protected void take(BodyChunk chunk) {
        if (chunk instanceof BodyChunk.Data data) {
            if (bytes.size() + (long) data.bytes().length > limitBytes) {
                giveUp();
            } else if (!account.take(data.bytes().length)) {
                stop(NO_ROOM);
                receiver.noRoom(NO_ROOM);
            } else {
                bytes.writeBytes(data.bytes());
            }
        } else if (chunk instanceof BodyChunk.Failed failure) {
            receiver.failed(failure.reason());
        } else {
            receiver.collected(bytes.toByteArray());
        }
    }

    private void giveUp() {
        stop("the body has more than " + limitBytes + " bytes");
        receiver.tooLarge(limitBytes);
    }

    @Override
    protected void failed(Throwable cause) {
        receiver.failed(String.valueOf(cause.getMessage()));
    }
}

package dev.workerlet.runtime.scheduler;

import dev.workerlet.runtime.body.BodyCollector;
import dev.workerlet.runtime.body.BodyPump;
import dev.workerlet.runtime.body.HeldBodies;
import dev.workerlet.runtime.eventloop.EventLoop;
import dev.workerlet.runtime.eventloop.TurnTarget;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.CallbackMessage;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way to JavaScript: nothing is read before the first pull, then so many pieces ahead; one where its owner holds much
 * of the Java heap already. Confined to the loop's
 * thread but for what its source tells.
 */
final class IncomingStream {
    /** Most bytes of one turn, more where a single piece has more. */
    private static final int MOST_DELIVERED_BYTES = 128 * 1024;

    /** What a request may hold of its streams, and who is told. */
    record Owner(
            int requestId,
            EventLoop loop,
            TurnTarget target,
            int mostChunks,
            int mostBytes,
            GatherLimit gatherLimit,
            HeldBodies.Share held) {}

    private final int id;
    private final Body.Stream body;
    private final Owner owner;
    private @Nullable ReadAhead readAhead;
    private HeldBodies.@Nullable Account gathered;
    private boolean isWanted;
    private boolean isOver;
    private boolean isHandedOn;

    IncomingStream(int id, Body.Stream body, Owner owner) {
        this.id = id;
        this.body = body;
        this.owner = owner;
    }

    GatherLimit gatherLimit() {
        return owner.gatherLimit;
    }

    /** Whether JavaScript waits for something of it. */
    boolean isAwaited() {
        return !isOver && isWanted;
    }

    /** JavaScript wants the next piece. Comes in the midst of a turn: the answer is another one. */
    void pull() {
        if (isOver) {
            return;
        }
        isWanted = true;
        if (readAhead == null) {
            readAhead = new ReadAhead();
        }
        owner.loop.execute(owner.target, this::deliver);
    }

    private void deliver() {
        ReadAhead ahead = readAhead;
        if (ahead == null || isOver || !isWanted) {
            return;
        }
        if (ahead.queue.isEmpty()) {
            ahead.readHere();
        }
        if (!isOver && isWanted && !ahead.queue.isEmpty()) {
            isWanted = false;
            tell(ahead);
            ahead.readHere();
        }
    }

    private void tell(ReadAhead ahead) {
        byte[] bytes = ahead.takeBytes();
        BodyChunk next = ahead.queue.peek();
        boolean isEnd = next instanceof BodyChunk.End;
        if (bytes != null) {
            isOver = isEnd;
            owner.target.receive(new CallbackMessage.StreamChunk(owner.requestId, id, bytes, isEnd));
        } else {
            isOver = true;
            String failure = next instanceof BodyChunk.Failed failed ? failed.reason() : null;
            owner.target.receive(new CallbackMessage.StreamClosed(owner.requestId, id, failure));
        }
    }

    /** Gathers all of it; nothing has been pulled before. */
    void collect(BodyCollector.Receiver receiver) {
        isWanted = true;
        gathered = owner.held.account();
        BodyCollector.collect(body, owner.gatherLimit.bytes(), gathered, receiver);
    }

    /** The body, for a taker outside JavaScript; whoever has asked here before gets nothing. */
    Body handOn() {
        isOver = true;
        isHandedOn = true;
        return body;
    }

    /** Nobody shall have it: for whoever took it on, it fails. */
    void cancel(String reason) {
        if (!isOver || isHandedOn) {
            isOver = true;
            body.cancel(reason);
            letGo();
        }
    }

    /** Its request has ended. */
    void leave(String reason) {
        if (!isHandedOn) {
            cancel(reason);
        }
    }

    /** It has been collected. */
    void end() {
        isOver = true;
        letGo();
    }

    private void letGo() {
        if (readAhead != null) {
            readAhead.account.close();
        }
        if (gathered != null) {
            gathered.close();
        }
    }

    boolean isOver() {
        return isOver;
    }

    /** Reads ahead, on the source's threads and the loop's. */
    private final class ReadAhead extends BodyPump {
        private final ConcurrentLinkedQueue<BodyChunk> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger chunks = new AtomicInteger();
        private final AtomicInteger bytes = new AtomicInteger();
        private final HeldBodies.Account account = owner.held.account();

        /** Whether {@link #deliver} reads, and looks afterwards itself. Loop's thread. */
        private boolean isReadingHere;

        ReadAhead() {
            super(body.source());
        }

        void readHere() {
            isReadingHere = true;
            run();
            isReadingHere = false;
        }

        @Override
        protected boolean hasRoom() {
            int waiting = chunks.get();
            return waiting == 0
                    || (waiting < owner.mostChunks && bytes.get() < owner.mostBytes && owner.held.hasPlenty());
        }

        @Override
        protected void take(BodyChunk chunk) {
            if (chunk instanceof BodyChunk.Data data) {
                chunks.incrementAndGet();
                bytes.addAndGet(data.bytes().length);
                account.add(data.bytes().length);
            }
            queue.add(chunk);
            // Another script of this loop may have written it, so the thread alone tells nothing. One waiting task is
            // enough: it takes all there is.
            boolean isAskedFor = owner.loop.inLoop() && isReadingHere;
            if (!isAskedFor && queue.peek() == chunk) {
                owner.loop.execute(owner.target, IncomingStream.this::deliver);
            }
        }

        @Override
        protected void failed(Throwable cause) {
            queue.add(new BodyChunk.Failed(String.valueOf(cause.getMessage())));
            owner.loop.execute(owner.target, IncomingStream.this::deliver);
        }

        /** The pieces that are here, as one; null where there is none. */
        byte @Nullable [] takeBytes() {
            if (!(queue.peek() instanceof BodyChunk.Data first)) {
                return null;
            }
            queue.remove();
            int taken = 1;
            byte[] all = first.bytes();
            if (queue.peek() instanceof BodyChunk.Data) {
                ByteArrayOutputStream joined = new ByteArrayOutputStream(2 * all.length);
                joined.writeBytes(all);
                while (joined.size() < MOST_DELIVERED_BYTES && queue.peek() instanceof BodyChunk.Data data) {
                    queue.remove();
                    taken++;
                    joined.writeBytes(data.bytes());
                }
                all = joined.toByteArray();
            }
            chunks.addAndGet(-taken);
            bytes.addAndGet(-all.length);
            account.give(all.length);
            return all;
        }
    }
}

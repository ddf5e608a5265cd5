package dev.workerlet.runtime.body;

import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.BodyChunk;
import dev.workerlet.runtime.message.BodySource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the Java heap holds of bodies and messages until somebody else has taken them, a client that reads slowly as a rule. All
 * together may take a bounded number of bytes; an owner who has some already leaves a quarter of that to the others, and these
 * a quarter of what is left to the next, so that their clients are answered too. Thread-safe.
 */
public final class HeldBodies {
    /** Bodies smaller than this count for nothing: a container keeps about as much for the connection itself. */
    public static final int SMALLEST_BYTES = 32 * 1024;

    private static final int SHARE_OF_HEAP = 3;
    /** What a server needs beside them. */
    private static final long REST_BYTES = 32 << 20;

    private static final long LEAST_BYTES = 8 << 20;
    private static final long UNBOUNDED_BYTES = 1L << 50;
    /** An owner may have so many times what it leaves to the others. */
    private static final int OWNERS_SHARE = 3;
    /** What is held to be faster may take a fourth of what all may: the rest is for those who come later. */
    private static final int SHARE_FOR_SPEED = 4;

    private final long mostBytes;
    private final AtomicLong heldBytes = new AtomicLong();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    /** Room for {@code mostBytes}. */
    public HeldBodies(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Room for a third of what the Java heap has beside a server's own needs. */
    public static HeldBodies inShareOfHeap() {
        long forAll = Runtime.getRuntime().maxMemory() - REST_BYTES;
        return new HeldBodies(Math.max(LEAST_BYTES, forAll / SHARE_OF_HEAP));
    }

    /** For those who hold nothing for long. */
    public static HeldBodies unbounded() {
        return new HeldBodies(UNBOUNDED_BYTES);
    }

    /** Of an owner, the same each time. */
    public Share of(String owner) {
        return shares.computeIfAbsent(owner, name -> new Share());
    }

    /** What all owners hold. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** What one owner holds. */
    public final class Share {
        private final AtomicLong ownBytes = new AtomicLong();

        private Share() {}

        /** The body as one that counts until it has been read or cancelled; null where there is no room for it. */
        public @Nullable Body hold(Body.Bytes body) {
            if (body.lengthBytes() < SMALLEST_BYTES) {
                return body;
            }
            Account account = account();
            return account.take(body.lengthBytes())
                    ? new Body.Stream(new HeldSource(ChunkSource.of(body), account), body.lengthBytes())
                    : null;
        }

        /** Counts what one stream or socket holds. */
        public Account account() {
            return new Account(this);
        }

        /** What all owners hold. */
        public long heldBytesOfAll() {
            return heldBytes();
        }

        /** Whether the owner should hold nothing more. */
        public boolean isFull() {
            return ownBytes.get() >= OWNERS_SHARE * (mostBytes - heldBytes.get());
        }

        /** Whether the owner may hold more for no other reason than to be faster. */
        public boolean hasPlenty() {
            return hasPlenty(0);
        }

        private boolean hasPlenty(long more) {
            return ownBytes.get() + more <= mostBytes / SHARE_FOR_SPEED;
        }

        private void add(long bytes) {
            ownBytes.addAndGet(bytes);
            heldBytes.addAndGet(bytes);
        }

        /** Adds first and looks then: two at once may both be refused where one had room. */
        private boolean reserve(long bytes) {
            long own = ownBytes.addAndGet(bytes);
            long left = mostBytes - heldBytes.addAndGet(bytes) + bytes;
            boolean isFirst = own == bytes;
            if (bytes > left || (!isFirst && own > OWNERS_SHARE * (left - bytes))) {
                add(-bytes);
                return false;
            }
            return true;
        }
    }

    /** What one stream or socket holds, until it is closed. Thread-safe. */
    public static final class Account {
        private static final long CLOSED = -1;

        private final Share share;
        private final AtomicLong bytes = new AtomicLong();

        private Account(Share share) {
            this.share = share;
        }

        /** Counts so many bytes more. Returns false where there is no room: they do not count then. */
        public boolean take(long more) {
            if (!share.reserve(more)) {
                return false;
            }
            if (!note(more)) {
                share.add(-more);
            }
            return true;
        }

        /** Counts so many bytes more where there is plenty of room; returns false elsewhere. */
        public boolean takeOfPlenty(long more) {
            return share.hasPlenty(more) && take(more);
        }

        /** Counts so many bytes more, which are here already. */
        public void add(long more) {
            if (note(more)) {
                share.add(more);
            }
        }

        private boolean note(long more) {
            return bytes.getAndUpdate(held -> held == CLOSED ? CLOSED : held + more) != CLOSED;
        }

        /** So many bytes are held no more. */
        public void give(long less) {
            long before = bytes.getAndUpdate(held -> held == CLOSED ? CLOSED : Math.max(0, held - less));
            if (before != CLOSED) {
                share.add(-Math.min(before, less));
            }
        }

        /** Nothing is held any more, and nothing counts from now on. Idempotent. */
        public void close() {
            long held = bytes.getAndSet(CLOSED);
            if (held != CLOSED) {
                share.add(-held);
            }
        }
    }

    /** Counts until its end is read: who reads that has written all before it. */
    private record HeldSource(BodySource source, Account account) implements BodySource {
        @Override
        public @Nullable BodyChunk read() {
            BodyChunk chunk = source.read();
            if (!(chunk instanceof BodyChunk.Data)) {
                account.close();
            }
            return chunk;
        }

        @Override
        public void demand(Runnable available) {
            source.demand(available);
        }

        @Override
        public void cancel(String reason) {
            source.cancel(reason);
            account.close();
        }
    }
}

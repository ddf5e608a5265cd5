package dev.workerlet.runtime.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Files that V8 trusts blindly, and that must therefore be whole: written beside and renamed, read with a checksum.
 * Thread-safe; several processes may share a directory.
 */
public final class CheckedFiles {
    private static final int DIGEST_BYTES = 32;

    private CheckedFiles() {}

    /** Writes a file's content to the path that it is given. */
    @FunctionalInterface
    interface Writing {
        void to(Path temporary) throws IOException;
    }

    /** Makes a directory that only its owner may enter, with its parents. */
    public static void makePrivateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Writes {@code content} behind its checksum. */
    public static void write(Path file, byte[] content) throws IOException {
        writeAtomically(file, temporary -> {
            byte[] whole = Arrays.copyOf(digest().digest(content), DIGEST_BYTES + content.length);
            System.arraycopy(content, 0, whole, DIGEST_BYTES, content.length);
            Files.write(temporary, whole);
        });
    }

    /** Reads what {@link #write} wrote, or returns null where there is no such file or its checksum is wrong. */
    public static byte @Nullable [] read(Path file) throws IOException {
        byte[] whole;
        try {
            whole = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (whole.length < DIGEST_BYTES) {
            return null;
        }
        MessageDigest digest = digest();
        digest.update(whole, DIGEST_BYTES, whole.length - DIGEST_BYTES);
        boolean intact = MessageDigest.isEqual(digest.digest(), Arrays.copyOf(whole, DIGEST_BYTES));
        return intact ? Arrays.copyOfRange(whole, DIGEST_BYTES, whole.length) : null;
    }

    /** Writes beside {@code file} and renames: a reader sees nothing or all of it. */
    static void writeAtomically(Path file, Writing writing) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            writing.to(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The SHA-256 of a file, in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of several parts, each with its length, in hexadecimal digits: a name for their whole. */
    public static String nameOf(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

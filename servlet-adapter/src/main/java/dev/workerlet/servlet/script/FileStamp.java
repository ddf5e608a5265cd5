package dev.workerlet.servlet.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * How a file looked at one moment: two different stamps mean that it may have changed.
 *
 * @param modifiedNanos last modification since the epoch, -1 where there is no regular file
 * @param sizeBytes its size
 * @param identity what the file system knows it by, where it does
 * @param link whether the last segment of its path is a symbolic link
 */
record FileStamp(
        long modifiedNanos, long sizeBytes, @Nullable Object identity, boolean link) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final FileStamp MISSING = new FileStamp(-1, 0, null, false);

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes own = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean link = own.isSymbolicLink();
            BasicFileAttributes target = link ? Files.readAttributes(file, BasicFileAttributes.class) : own;
            return target.isRegularFile() ? of(target, link) : MISSING;
        } catch (IOException | SecurityException e) {
            return MISSING;
        }
    }

    private static FileStamp of(BasicFileAttributes attributes, boolean link) {
        var modified = attributes.lastModifiedTime().toInstant();
        return new FileStamp(
                modified.getEpochSecond() * NANOS_PER_SECOND + modified.getNano(),
                attributes.size(),
                attributes.fileKey(),
                link);
    }

    /** Whether there is a regular file whose real path lies below {@code root}. */
    boolean isReadableIn(Path root, Path file) {
        if (modifiedNanos < 0) {
            return false;
        }
        if (!link && root.equals(file.getParent())) {
            return true;
        }
        try {
            return file.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    /** A short text for the modification time and size. */
    String label() {
        return Long.toHexString(modifiedNanos) + "." + Long.toHexString(sizeBytes);
    }
}

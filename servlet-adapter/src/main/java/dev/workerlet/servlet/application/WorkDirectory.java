package dev.workerlet.servlet.application;

import dev.workerlet.servlet.config.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private directory of one runtime, for its owner only, and the lock that says that it is in use.
 *
 * <p>A native library can be loaded by one class loader only, and by its path: so each runtime has a directory of its own,
 * with a name that was never used before. Directories whose lock nobody holds were left by processes that were killed;
 * {@link #create} deletes them.
 */
final class WorkDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
    private static final String NAME_PREFIX = "workerlet-";
    private static final String LOCK_NAME = "in-use.lock";

    private final Path path;
    private final FileChannel lockChannel;

    private WorkDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /** Makes a directory below {@code base} and deletes the ones that were left there. */
    static WorkDirectory create(Path base) {
        try {
            Files.createDirectories(base);
            deleteLeftOvers(base);
            Path path = Files.createTempDirectory(base, NAME_PREFIX, ownerOnly(base));
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK_NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Held until the channel is closed.
            FileLock lock = channel.lock();
            LOG.debug("work directory {}, {}", path, lock);
            return new WorkDirectory(path, channel);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "There can be no work directory in " + base + " (" + e
                            + "); name another folder in the context-param workerlet.work-directory",
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** Deletes the directory as far as the operating system lets it. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            LOG.debug("lock of {}", path, e);
        }
        delete(path);
    }

    private static FileAttribute<?>[] ownerOnly(Path base) throws IOException {
        return Files.getFileStore(base).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void deleteLeftOvers(Path base) throws IOException {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(base, NAME_PREFIX + "*")) {
            for (Path candidate : candidates) {
                if (isLeftOver(candidate)) {
                    LOG.info("deleting {}, which an ended process left", candidate);
                    delete(candidate);
                }
            }
        }
    }

    private static boolean isLeftOver(Path candidate) {
        Path lockFile = candidate.resolve(LOCK_NAME);
        // One without a lock file may be just being made by somebody else.
        if (!Files.isRegularFile(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false;
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(WorkDirectory::deleteOne);
        } catch (IOException e) {
            LOG.debug("can't delete {}", directory, e);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("can't delete {}", path, e);
        }
    }
}

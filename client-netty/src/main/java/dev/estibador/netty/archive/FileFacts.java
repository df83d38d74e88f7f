package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file system says of one file, all asked at once.
 *
 * @param mode permission bits only, 0 to 07777
 * @param size in bytes
 * @param links how many names the file has; 1 where that is not known
 * @param key what tells this file from all others on the machine; null where that is not known
 */
record FileFacts(
        FileKind kind,
        int mode,
        long size,
        FileTime modified,
        int links,
        @Nullable Object key) {
    private static final int PERMISSIONS = 07777;

    /** What the docker CLI sends from a file system without modes, for files too: a script must stay runnable. */
    private static final int UNKNOWN_MODE = 0755;

    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    static FileFacts of(Path path, LinkOption... links) throws IOException {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("unix")) {
            return unix(Files.readAttributes(path, "unix:mode,nlink,size,lastModifiedTime,fileKey", links));
        }
        if (views.contains("posix")) {
            PosixFileAttributes facts = Files.readAttributes(path, PosixFileAttributes.class, links);
            return portable(facts, Permissions.mode(facts.permissions()));
        }
        return portable(Files.readAttributes(path, BasicFileAttributes.class, links), UNKNOWN_MODE);
    }

    /** Whether this is still the file that it was, as far as can be seen without reading it. */
    boolean sameContent(BasicFileAttributes now) {
        return size == now.size() && modified.equals(now.lastModifiedTime()) && Objects.equals(key, now.fileKey());
    }

    private static FileFacts unix(Map<String, Object> facts) {
        int mode = (Integer) known(facts, "mode");
        FileKind kind =
                switch (mode & TYPE) {
                    case REGULAR -> FileKind.FILE;
                    case FOLDER -> FileKind.FOLDER;
                    case SYMBOLIC_LINK -> FileKind.SYMBOLIC_LINK;
                    case FIFO -> FileKind.FIFO;
                    case SOCKET -> FileKind.SOCKET;
                    default -> FileKind.DEVICE;
                };
        return new FileFacts(
                kind,
                mode & PERMISSIONS,
                (Long) known(facts, "size"),
                (FileTime) known(facts, "lastModifiedTime"),
                (Integer) known(facts, "nlink"),
                facts.get("fileKey"));
    }

    private static Object known(Map<String, Object> facts, String name) {
        Object fact = facts.get(name);
        if (fact == null) {
            throw new IllegalStateException("The file system did not answer " + name);
        }
        return fact;
    }

    private static FileFacts portable(BasicFileAttributes facts, int mode) {
        FileKind kind = kind(facts.isRegularFile(), facts.isDirectory(), facts.isSymbolicLink());
        return new FileFacts(kind, mode, facts.size(), facts.lastModifiedTime(), 1, facts.fileKey());
    }

    private static FileKind kind(boolean file, boolean folder, boolean symbolicLink) {
        if (file) {
            return FileKind.FILE;
        }
        if (folder) {
            return FileKind.FOLDER;
        }
        return symbolicLink ? FileKind.SYMBOLIC_LINK : FileKind.DEVICE;
    }
}

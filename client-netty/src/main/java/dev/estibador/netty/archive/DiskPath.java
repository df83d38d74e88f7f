package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** How files on disk are named in a tar, and in what is said of them when they cannot be sent. */
final class DiskPath {
    private DiskPath() {}

    /**
     * The last part of {@code path} as text. Fails where the JVM's encoding of file names loses characters: two
     * files could then be sent under one garbled name.
     */
    static String fileName(Path path) throws IOException {
        Path last = path.getFileName();
        if (last == null) {
            throw new IOException("'" + path + "' has no name");
        }
        return faithful(last, path);
    }

    /** The target of a symbolic link as a tar has it, separated by {@code /}. */
    static String linkTarget(Path link) throws IOException {
        Path target;
        try {
            target = Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw unreadable(link, e);
        }
        return faithful(target, link).replace(target.getFileSystem().getSeparator(), "/");
    }

    /** What the file system says of {@code path}, or a failure that names it. */
    static FileFacts facts(Path path, LinkOption... links) throws IOException {
        try {
            return FileFacts.of(path, links);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** {@code failure} in words that name the file, whatever the file system said. */
    static IOException unreadable(Path path, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new IOException("'" + path + "' does not exist, or vanished while it was sent", failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new IOException("'" + path + "' cannot be read: permission denied", failure);
        }
        String reason = failure instanceof FileSystemException of ? of.getReason() : null;
        return new IOException(
                "'" + path + "' cannot be read: " + Objects.requireNonNullElse(reason, failure.getMessage()), failure);
    }

    private static String faithful(Path text, Path owner) throws IOException {
        try {
            if (text.getFileSystem().getPath(text.toString()).equals(text)) {
                return text.toString();
            }
        } catch (InvalidPathException e) {
            // Said below: the characters that could not be read cannot be written either.
        }
        throw new IOException("The name of '" + owner
                + "' cannot be read as text: start the JVM under a locale of UTF-8, such as LC_ALL=C.UTF-8");
    }
}

package dev.estibador.netty.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * Reads files that somebody has written by hand, or a tool of his: of bounded size, and never what waits for a writer (a
 * fifo or a socket) or has no end (a device). A file that is exchanged for a fifo in the moment between is not noticed: Java
 * has no way to open one without waiting.
 */
public final class WholeFile {
    /** More than any file of settings, rules or certificates has. */
    public static final int LONGEST = 8 << 20;

    private static final int PIECE = 8 << 10;

    private WholeFile() {}

    /**
     * The content of a regular file, to which {@code file} may be a link.
     *
     * @throws FileSystemException if it is no regular file, or has more than {@code longest} bytes; its reason says so, and
     *     it names the file
     */
    public static byte[] read(Path file, int longest) throws IOException {
        // fails for what is not there or may not be looked at
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        if (!facts.isRegularFile()) {
            throw new FileSystemException(
                    file.toString(), null, facts.isDirectory() ? "is a directory" : "is no regular file");
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            byte[] content = new byte[(int) Math.min(in.size(), longest)];
            int length = 0;
            ByteBuffer one = ByteBuffer.allocate(1);
            while (true) {
                length = fill(in, content, length);
                // a file may grow meanwhile, and some file systems say 0 of what has content
                if (length < content.length || in.read(one.clear()) < 0) {
                    return length == content.length ? content : resized(content, length);
                }
                if (length == longest) {
                    Arrays.fill(content, (byte) 0);
                    throw new FileSystemException(file.toString(), null, "has more than " + longest + " bytes");
                }
                content = resized(content, Math.min(longest, Math.max(PIECE, length * 2)));
                content[length++] = one.get(0);
            }
        }
    }

    /** Reads until the array is full or the file ends; returns how much of the array is content then. */
    private static int fill(SeekableByteChannel in, byte[] content, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content, length, content.length - length);
        while (rest.hasRemaining() && in.read(rest) >= 0) {}
        return rest.position();
    }

    /** A copy; the other is wiped, since it may be a secret. */
    private static byte[] resized(byte[] content, int length) {
        byte[] copy = Arrays.copyOf(content, length);
        Arrays.fill(content, (byte) 0);
        return copy;
    }

    /** As {@link #read(Path, int)}, up to {@value #LONGEST} bytes. */
    public static byte[] read(Path file) throws IOException {
        return read(file, LONGEST);
    }
}

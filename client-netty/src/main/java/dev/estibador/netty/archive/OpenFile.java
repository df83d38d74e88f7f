package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * A file on disk while it is sent. Its size goes out before its content, so that a file that does not keep to it is
 * found out here: whatever changes while it is read fails, by name.
 */
final class OpenFile implements OpenContent {
    private final Path path;
    private final LinkOption[] links;
    private final FileFacts facts;
    private final SeekableByteChannel channel;
    private long unread;

    private OpenFile(Path path, LinkOption[] links, FileFacts facts, SeekableByteChannel channel) {
        this.path = path;
        this.links = links;
        this.facts = facts;
        this.channel = channel;
        this.unread = facts.size();
    }

    /** Opens a file that is known to be a regular one: to open a fifo would wait for its writer. */
    static OpenFile open(Path path, FileFacts facts, LinkOption... links) throws IOException {
        if (facts.kind() != FileKind.FILE) {
            throw new IOException("'" + path + "' is no regular file");
        }
        Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ));
        if (path.getFileSystem().equals(FileSystems.getDefault())) {
            // Others, such as zip files, refuse the option, and change under nobody's hands.
            options.addAll(Set.of(links));
        }
        try {
            OpenFile open = new OpenFile(path, links, facts, Files.newByteChannel(path, options));
            open.checkSize();
            return open;
        } catch (IOException e) {
            throw DiskPath.unreadable(path, e);
        }
    }

    /**
     * Something else may lie there since the file was found. A fifo whose writer is there has no size, and to read it could
     * wait without end; to open one without a writer waits, which no Java program can help.
     */
    private void checkSize() throws IOException {
        boolean other = facts.size() == 0
                ? !Files.readAttributes(path, BasicFileAttributes.class, links).isRegularFile()
                : channel.size() == 0;
        if (other) {
            close();
            throw new FileSystemException(path.toString(), null, "it was changed while it was sent");
        }
    }

    @Override
    public long size() {
        return facts.size();
    }

    @Override
    public long unread() {
        return unread;
    }

    @Override
    public void read(ByteBuffer buffer) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), unread));
        if (channelRead(buffer) < 0) {
            throw changed("shrank from " + facts.size() + " bytes to " + (facts.size() - unread));
        }
        unread -= buffer.flip().remaining();
    }

    @Override
    public void verify() throws IOException {
        BasicFileAttributes now = now();
        // where a file system keeps no sizes, only reading tells
        if (now.size() > facts.size() || (facts.size() == 0 && channelRead(ByteBuffer.allocate(1)) > 0)) {
            throw changed("grew beyond " + facts.size() + " bytes");
        }
        if (!facts.sameContent(now)) {
            throw changed("was changed");
        }
    }

    private BasicFileAttributes now() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, links);
        } catch (IOException e) {
            throw DiskPath.unreadable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written, so that there is nothing to lose.
        }
    }

    private int channelRead(ByteBuffer buffer) throws IOException {
        try {
            return channel.read(buffer);
        } catch (IOException e) {
            throw DiskPath.unreadable(path, e);
        }
    }

    private IOException changed(String how) {
        return new IOException("'" + path + "' " + how + " while it was sent");
    }
}

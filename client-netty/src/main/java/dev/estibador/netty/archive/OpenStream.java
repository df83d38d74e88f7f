package dev.estibador.netty.archive;

import dev.estibador.common.FileSet.StreamedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** A stream of the caller's while it is sent. One that has more or less than was announced fails, by name. */
final class OpenStream implements OpenContent {
    private final StreamedFile file;
    private final ReadableByteChannel channel;
    private long unread;

    private OpenStream(StreamedFile file, ReadableByteChannel channel) {
        this.file = file;
        this.channel = channel;
        this.unread = file.size();
    }

    static OpenStream open(StreamedFile file) throws IOException {
        try {
            return new OpenStream(file, Channels.newChannel(file.content().open()));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public long unread() {
        return unread;
    }

    @Override
    public void read(ByteBuffer buffer) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), unread));
        if (channelRead(buffer) < 0) {
            throw new IOException("The stream for '%s' ended after %d of %d bytes"
                    .formatted(file.name(), file.size() - unread, file.size()));
        }
        unread -= buffer.flip().remaining();
    }

    @Override
    public void verify() throws IOException {
        if (channelRead(ByteBuffer.allocate(1)) > 0) {
            throw new IOException(
                    "The stream for '%s' has more than the %d bytes announced".formatted(file.name(), file.size()));
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
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(StreamedFile file, IOException failure) {
        return new IOException("The stream for '%s' cannot be read: %s".formatted(file.name(), failure), failure);
    }
}

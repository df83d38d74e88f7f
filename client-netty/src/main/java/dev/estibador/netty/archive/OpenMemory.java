package dev.estibador.netty.archive;

import java.nio.ByteBuffer;

/** A file that is in memory while it is sent. */
final class OpenMemory implements OpenContent {
    private final ByteBuffer content;
    private final long size;

    OpenMemory(ByteBuffer content) {
        this.content = content;
        this.size = content.remaining();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long unread() {
        return content.remaining();
    }

    @Override
    public void read(ByteBuffer buffer) {
        int count = Math.min(buffer.capacity(), content.remaining());
        buffer.clear().put(content.slice(content.position(), count)).flip();
        content.position(content.position() + count);
    }

    @Override
    public void verify() {}

    @Override
    public void close() {}
}

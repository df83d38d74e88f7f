package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The content of one file while it is sent, after its size was announced. Each failure names the file. */
public interface OpenContent extends AutoCloseable {
    /** As it was announced. */
    long size();

    long unread();

    /** Reads at least one byte and at most what fits and is announced, from the buffer's start; flips it. */
    void read(ByteBuffer buffer) throws IOException;

    /** To be called when all that was announced is read: fails if that was not the whole content. */
    void verify() throws IOException;

    @Override
    void close();
}

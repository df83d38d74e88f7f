package dev.estibador.common;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;

/**
 * A tar archive to be sent to an engine, which takes it also if it is compressed. A pure value: what it names is read
 * while it is sent, and no faster than the engine takes it.
 */
public sealed interface TarContent {
    /** An archive on disk. One that changes while it is sent fails the call. */
    record OfFile(Path file) implements TarContent {}

    /** An archive made of files. */
    record OfFiles(FileSet files) implements TarContent {}

    /**
     * An archive that comes from somewhere else, once. Buffers must not change after they were given. An
     * {@code ArchiveStream} will do: what one engine saves another can load, without a file in between.
     */
    record OfStream(Flow.Publisher<ByteBuffer> bytes) implements TarContent {}

    /**
     * An archive that is read from a stream, once: on the client's executor, as the engine takes it, and then closed, whatever the end is. A
     * call that fails before it sends anything leaves the stream alone. A stream that throws fails the call.
     */
    record OfInput(InputStream bytes) implements TarContent {}

    static TarContent of(Path file) {
        return new OfFile(file);
    }

    static TarContent of(FileSet files) {
        return new OfFiles(files);
    }

    static TarContent of(InputStream bytes) {
        return new OfInput(bytes);
    }

    static TarContent of(Flow.Publisher<ByteBuffer> bytes) {
        return new OfStream(bytes);
    }
}

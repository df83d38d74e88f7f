package dev.estibador.netty.calls;

import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place that output is copied to, and what has arrived there. One write carries many small frames. Not thread-safe. */
abstract class CopyTarget {
    /** The most that one write carries of several frames. */
    private static final int GATHERED = 64 << 10;

    /** A blocking channel takes at least a byte; a few empty answers are forgiven. */
    private static final int IDLE_WRITES = 100;

    private final String name;
    private final Count written = new Count();
    private final Count gathered = new Count();

    private static final class Count {
        private long stdout;
        private long stderr;
        private long frames;

        void add(OutputFrame frame, int bytes) {
            if (frame.source() == StreamSource.STDERR) {
                stderr += bytes;
            } else {
                stdout += bytes;
            }
        }

        void end(OutputFrame frame) {
            if (!frame.partial()) {
                frames++;
            }
        }

        void takeAll(Count other) {
            stdout += other.stdout;
            stderr += other.stderr;
            frames += other.frames;
            other.stdout = 0;
            other.stderr = 0;
            other.frames = 0;
        }
    }

    private CopyTarget(String name) {
        this.name = name;
    }

    static CopyTarget of(OutputStream stream) {
        Objects.requireNonNull(stream, "target");
        return new CopyTarget("the output stream") {
            @Override
            void write(ByteBuffer bytes) throws IOException {
                ByteBuffer open = bytes.hasArray()
                        ? bytes
                        : ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                stream.write(open.array(), open.arrayOffset() + open.position(), open.remaining());
            }

            @Override
            void flush() throws IOException {
                stream.flush();
            }
        };
    }

    static CopyTarget of(WritableByteChannel channel) {
        Objects.requireNonNull(channel, "target");
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        return new CopyTarget("the channel") {
            @Override
            void write(ByteBuffer bytes) throws IOException {
                writeAll(channel, bytes);
            }
        };
    }

    /** A file that is made, or opened, by {@link #open}. */
    static CopyTarget of(Path file, OpenOption... options) {
        Objects.requireNonNull(file, "target");
        Set<OpenOption> all = new HashSet<>(
                options.length > 0
                        ? List.of(options)
                        : List.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
        if (all.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException("READ is no option for a file to write");
        }
        all.add(StandardOpenOption.WRITE);
        return new CopyTarget(file.toString()) {
            private @Nullable SeekableByteChannel channel;

            @Override
            void open() throws IOException {
                channel = Files.newByteChannel(file, all);
            }

            @Override
            void write(ByteBuffer bytes) throws IOException {
                writeAll(Objects.requireNonNull(channel), bytes);
            }

            @Override
            void close() throws IOException {
                if (channel != null) {
                    channel.close();
                }
            }
        };
    }

    private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        for (int idle = 0; bytes.hasRemaining(); ) {
            idle = channel.write(bytes) > 0 ? 0 : idle + 1;
            if (idle == IDLE_WRITES) {
                throw new IOException(
                        IDLE_WRITES + " writes in a row took 0 bytes: the channel does not wait until it can");
            }
        }
    }

    void open() throws IOException {}

    abstract void write(ByteBuffer bytes) throws IOException;

    void flush() throws IOException {}

    void close() throws IOException {}

    /** Writes the frames of that source, or of both where it is null. */
    final void write(List<OutputFrame> batch, @Nullable StreamSource source) throws IOException {
        List<OutputFrame> mine = source == null
                ? batch
                : batch.stream().filter(frame -> frame.source() == source).toList();
        if (mine.isEmpty()) {
            return;
        }
        if (mine.size() == 1) {
            write(mine.get(0).bytes());
            gathered.add(mine.get(0), mine.get(0).size());
            gathered.end(mine.get(0));
            written.takeAll(gathered);
        } else {
            long size = mine.stream().mapToLong(OutputFrame::size).sum();
            gather(mine, ByteBuffer.allocate((int) Math.min(size, GATHERED)));
        }
        flush();
    }

    private void gather(List<OutputFrame> frames, ByteBuffer buffer) throws IOException {
        for (OutputFrame frame : frames) {
            ByteBuffer bytes = frame.bytes();
            while (bytes.hasRemaining()) {
                if (!buffer.hasRemaining()) {
                    drain(buffer);
                }
                int count = Math.min(buffer.remaining(), bytes.remaining());
                buffer.put(buffer.position(), bytes, bytes.position(), count);
                buffer.position(buffer.position() + count);
                bytes.position(bytes.position() + count);
                gathered.add(frame, count);
            }
            gathered.end(frame);
        }
        drain(buffer);
    }

    private void drain(ByteBuffer buffer) throws IOException {
        if (buffer.flip().hasRemaining()) {
            write(buffer);
        }
        buffer.clear();
        written.takeAll(gathered);
    }

    final long stdoutBytes() {
        return written.stdout;
    }

    final long stderrBytes() {
        return written.stderr;
    }

    final long frames() {
        return written.frames;
    }

    @Override
    public final String toString() {
        return name;
    }
}

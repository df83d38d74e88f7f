package dev.estibador.netty.archive;

import dev.estibador.build.BuildContext;
import dev.estibador.common.FileSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file set as a tar, made while it is asked for. It holds a few buffers at most, whatever the size of the files, and
 * one open file; it writes no temporary file. The methods may be called from any thread, and block while a piece of a
 * file is read.
 *
 * <p>A file that vanishes, cannot be read, or changes while it is read is an {@link IOException} that names it. What
 * was given until then is no whole tar, and the request that carries it must be broken off. After a failure there is
 * only {@link #close}.
 */
public final class TarSource implements AutoCloseable {
    /** Not 0, which some tools take for "unknown"; always the same, so that the tar is too. */
    private static final FileTime FIXED_TIME = FileTime.from(1, TimeUnit.SECONDS);

    /** From this size on, the content of a file goes out in the buffers into which it is read. */
    private static final int LARGE = 1 << 20;

    private static final int PIECE = 32 * 1024;

    private final Origin origin;
    private final SpareBuffers buffers = new SpareBuffers();
    private final TarWriter tar = new TarWriter(buffers);
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

    private @Nullable FileTime time;
    private @Nullable SetWalk walk;
    private volatile @Nullable OpenContent file;
    private volatile boolean aborted;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        ENDED,
        FAILED,
        CLOSED
    }

    private interface Origin {
        FileSet files() throws IOException;
    }

    /** Nothing is read before the first {@link #next}. */
    public TarSource(FileSet files) {
        this.origin = () -> files;
    }

    /** Of a context that is no tar already. Nothing is read before the first {@link #next}, ignore files neither. */
    public TarSource(BuildContext context) {
        this.origin = () -> ContextFiles.of(context);
    }

    /**
     * The next part of the tar, of {@value SpareBuffers#SIZE} bytes or less, null after the last. It belongs to the caller,
     * who may {@linkplain #giveBack give it back}.
     */
    public synchronized @Nullable ByteBuffer next() throws IOException {
        if (state == State.CLOSED || state == State.FAILED) {
            throw new IOException("This tar is " + (state == State.CLOSED ? "closed" : "broken off"));
        }
        State before = state;
        state = State.FAILED;
        while (before != State.ENDED && !tar.holdsReady()) {
            before = step();
        }
        state = before;
        return tar.ready();
    }

    /** Takes back a part that is done with, as it was given, for another one. */
    public void giveBack(ByteBuffer part) {
        buffers.giveBack(part);
    }

    /**
     * Closes what is read now, from any thread, so that a thread that waits for it in {@link #next} is freed; nothing more is
     * opened. To be followed by {@link #close}.
     */
    public void abort() {
        aborted = true;
        OpenContent open = file;
        if (open != null) {
            open.close();
        }
    }

    /** Releases the open file, if there is one. Twice is harmless. */
    @Override
    public synchronized void close() {
        state = State.CLOSED;
        closeFile();
    }

    /** Does the least that leads on: a header, or a piece of a file. */
    private State step() throws IOException {
        OpenContent open = file;
        if (aborted) {
            throw new IOException("This tar is broken off");
        }
        if (open != null) {
            pump(open);
            return State.OPEN;
        }
        SetWalk all = walk;
        if (all == null) {
            FileSet files = origin.files();
            Instant fixed = files.fixedTime();
            time = fixed == null ? null : FileTime.from(fixed);
            all = new SetWalk(files, FIXED_TIME);
            walk = all;
        }
        FileEntry entry = all.next();
        if (entry == null) {
            tar.end();
            return State.ENDED;
        }
        begin(entry);
        return State.OPEN;
    }

    private void begin(FileEntry entry) throws IOException {
        FileTime modified = time == null ? entry.modified() : time;
        String first = entry.sameAs();
        if (first != null) {
            tar.hardLink(entry.name(), entry.mode(), modified, first);
            return;
        }
        switch (entry.kind()) {
            case FILE -> begin(entry, modified, entry.open());
            case FOLDER -> tar.folder(entry.name(), entry.mode(), modified);
            case SYMBOLIC_LINK -> tar.symbolicLink(entry.name(), entry.mode(), modified, entry.target());
            case FIFO -> tar.fifo(entry.name(), entry.mode(), modified);
            case SOCKET, DEVICE -> throw new IllegalStateException("The walk gives no " + entry.kind());
        }
    }

    private void begin(FileEntry entry, FileTime modified, OpenContent content) throws IOException {
        file = content;
        if (aborted) {
            closeFile();
            throw new IOException("This tar is broken off");
        }
        if (content.size() >= LARGE) {
            tar.passedFile(entry.name(), entry.mode(), modified, content.size());
        } else {
            tar.file(entry.name(), entry.mode(), modified, content.size());
        }
    }

    private void pump(OpenContent open) throws IOException {
        boolean large = open.size() >= LARGE;
        if (open.unread() > 0) {
            ByteBuffer into = large ? buffers.take(open.unread()) : piece;
            open.read(into);
            if (large) {
                tar.pass(into);
            } else {
                tar.write(into);
            }
            return;
        }
        open.verify();
        if (large) {
            tar.endPassed(open.size());
        } else {
            tar.endFile();
        }
        closeFile();
    }

    private void closeFile() {
        OpenContent open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}

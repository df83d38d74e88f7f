package dev.estibador.netty.archive;

import dev.estibador.build.BuildContext;
import dev.estibador.common.FileSet;
import dev.estibador.common.FileSet.DiskFile;
import dev.estibador.common.FileSet.DiskFolder;
import dev.estibador.common.FileSet.EmptyFolder;
import dev.estibador.common.FileSet.MemoryFile;
import dev.estibador.common.FileSet.StreamedFile;
import dev.estibador.common.FileSet.SymbolicLink;
import dev.estibador.netty.archive.FolderWalk.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
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

    private static final int FOLDER_MODE = 0755;
    private static final int LINK_MODE = 0777;
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] NOFOLLOW = {LinkOption.NOFOLLOW_LINKS};

    private final Origin origin;
    private final NavigableSet<String> names = new TreeSet<>();
    private final SpareBuffers buffers = new SpareBuffers();
    private final TarWriter tar = new TarWriter(buffers);
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

    private @Nullable Iterator<FileSet.Entry> entries;
    private @Nullable FileTime time;
    private @Nullable FolderWalk walk;
    private @Nullable OpenContent file;
    private @Nullable ByteBuffer memory;
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

    /** Releases the open file, if there is one. Twice is harmless. */
    @Override
    public synchronized void close() {
        state = State.CLOSED;
        closeFile();
    }

    /** Does the least that leads on: a header, or a piece of a file. */
    private State step() throws IOException {
        if (file != null) {
            pump(file);
        } else if (memory != null) {
            pump(memory);
        } else if (walk != null) {
            Found found = walk.next();
            if (found == null) {
                walk = null;
            } else {
                begin(found);
            }
        } else if (entries == null) {
            FileSet files = origin.files();
            Instant fixed = files.fixedTime();
            time = fixed == null ? null : FileTime.from(fixed);
            files.entries().forEach(entry -> names.add(entry.name()));
            entries = files.entries().iterator();
        } else if (entries.hasNext()) {
            begin(entries.next());
        } else {
            tar.end();
            return State.ENDED;
        }
        return State.OPEN;
    }

    private void begin(FileSet.Entry entry) throws IOException {
        if (entry instanceof DiskFile disk) {
            begin(disk.name(), disk.source(), DiskPath.facts(disk.source()), FOLLOW);
        } else if (entry instanceof DiskFolder folder) {
            walk = new FolderWalk(folder.name(), folder.source(), folder.rules(), names);
        } else if (entry instanceof MemoryFile made) {
            ByteBuffer content = made.content();
            tar.file(made.name(), made.mode(), timeOr(FIXED_TIME), content.remaining());
            memory = content;
        } else if (entry instanceof StreamedFile streamed) {
            begin(streamed.name(), streamed.mode(), FIXED_TIME, OpenStream.open(streamed));
        } else if (entry instanceof EmptyFolder made) {
            tar.folder(made.name(), FOLDER_MODE, timeOr(FIXED_TIME));
        } else if (entry instanceof SymbolicLink link) {
            tar.symbolicLink(link.name(), LINK_MODE, timeOr(FIXED_TIME), link.target());
        }
    }

    private void begin(Found found) throws IOException {
        String name = found.name();
        FileFacts facts = found.facts();
        FileTime modified = timeOr(facts.modified());
        String first = found.sameAs();
        if (first != null) {
            tar.hardLink(name, facts.mode(), modified, first);
            return;
        }
        switch (facts.kind()) {
            case FILE -> begin(name, found.path(), facts, NOFOLLOW);
            case FOLDER -> tar.folder(name, facts.mode(), modified);
            case SYMBOLIC_LINK -> tar.symbolicLink(name, LINK_MODE, modified, DiskPath.linkTarget(found.path()));
            case FIFO -> tar.fifo(name, facts.mode(), modified);
            case SOCKET, DEVICE -> throw new IllegalStateException("The walk gives no " + facts.kind());
        }
    }

    private void begin(String name, Path path, FileFacts facts, LinkOption[] links) throws IOException {
        begin(name, facts.mode(), facts.modified(), OpenFile.open(path, facts, links));
    }

    private void begin(String name, int mode, FileTime modified, OpenContent content) throws IOException {
        file = content;
        if (content.size() >= LARGE) {
            tar.passedFile(name, mode, timeOr(modified), content.size());
        } else {
            tar.file(name, mode, timeOr(modified), content.size());
        }
    }

    private FileTime timeOr(FileTime own) {
        return time == null ? own : time;
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

    private void pump(ByteBuffer content) throws IOException {
        if (content.hasRemaining()) {
            piece.clear();
            ByteBuffer part = content.slice(content.position(), Math.min(piece.capacity(), content.remaining()));
            tar.write(piece.put(part).flip());
            content.position(content.position() + part.capacity());
            return;
        }
        tar.endFile();
        memory = null;
    }

    private void closeFile() {
        OpenContent open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}

package dev.estibador.netty.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Writes tar as the docker CLI does (PAX, owner 0:0 without names, whole seconds) into chunks of memory, to be taken
 * out one by one. It makes one full chunk and begins another at most, as long as the caller writes no more than a chunk
 * at a time and takes what is ready. The content of large files goes past it, in buffers of its reader.
 */
final class TarWriter {
    private static final int BLOCK = 512;
    private static final int FIRST = 64 * 1024;

    private final Chunks chunks;
    private final TarArchiveOutputStream tar;

    TarWriter(SpareBuffers buffers) {
        chunks = new Chunks(buffers);
        tar = open(chunks);
    }

    private static TarArchiveOutputStream open(OutputStream to) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(to, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    /** Begins a file; exactly {@code size} bytes must follow by {@link #write}, and then {@link #endFile}. */
    void file(String name, int mode, FileTime modified, long size) throws IOException {
        tar.putArchiveEntry(entry(name, TarConstants.LF_NORMAL, mode, modified, "", size));
    }

    /**
     * Begins a file whose content does not come through here: exactly {@code size} bytes must be given by {@link #pass},
     * and then {@link #endPassed}.
     */
    // a writer of its own, for the header alone: it would insist on seeing the content, and holds nothing to be
    // released
    @SuppressWarnings("resource")
    void passedFile(String name, int mode, FileTime modified, long size) throws IOException {
        open(chunks).putArchiveEntry(entry(name, TarConstants.LF_NORMAL, mode, modified, "", size));
    }

    /** Content, in the caller's own buffer, which is ready as it is. */
    void pass(ByteBuffer content) {
        chunks.release();
        chunks.full.add(content);
    }

    void endPassed(long size) {
        chunks.write(new byte[(int) (-size & (BLOCK - 1))]);
    }

    void folder(String name, int mode, FileTime modified) throws IOException {
        empty(name + "/", TarConstants.LF_DIR, mode, modified, "");
    }

    void symbolicLink(String name, int mode, FileTime modified, String target) throws IOException {
        empty(name, TarConstants.LF_SYMLINK, mode, modified, target);
    }

    void hardLink(String name, int mode, FileTime modified, String first) throws IOException {
        empty(name, TarConstants.LF_LINK, mode, modified, first);
    }

    void fifo(String name, int mode, FileTime modified) throws IOException {
        empty(name, TarConstants.LF_FIFO, mode, modified, "");
    }

    void write(ByteBuffer content) throws IOException {
        tar.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
    }

    void endFile() throws IOException {
        tar.closeArchiveEntry();
    }

    /** Writes the end mark; what is left is ready then. */
    void end() throws IOException {
        tar.close();
    }

    /** A chunk that is full, or the last one; null while there is none. It belongs to the caller. */
    @Nullable
    ByteBuffer ready() {
        return chunks.full.poll();
    }

    boolean holdsReady() {
        return !chunks.full.isEmpty();
    }

    private void empty(String name, byte type, int mode, FileTime modified, String link) throws IOException {
        tar.putArchiveEntry(entry(name, type, mode, modified, link, 0));
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, byte type, int mode, FileTime modified, String link, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setLastModifiedTime(FileTime.from(Math.floorDiv(modified.toMillis(), 1000L), TimeUnit.SECONDS));
        entry.setLinkName(link);
        entry.setSize(size);
        return entry;
    }

    private static final class Chunks extends OutputStream {
        private final SpareBuffers buffers;
        private final Deque<ByteBuffer> full = new ArrayDeque<>();
        /** Most tars are small: the first chunk is not worth a buffer outside of the heap. */
        private @Nullable ByteBuffer chunk = ByteBuffer.allocate(FIRST);

        Chunks(SpareBuffers buffers) {
            this.buffers = buffers;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes) {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            int done = 0;
            while (done < count) {
                ByteBuffer into = chunk;
                if (into == null) {
                    into = buffers.take();
                    chunk = into;
                }
                int part = Math.min(count - done, into.remaining());
                into.put(bytes, offset + done, part);
                done += part;
                if (!into.hasRemaining()) {
                    release();
                }
            }
        }

        @Override
        public void close() {
            release();
        }

        private void release() {
            ByteBuffer made = chunk;
            if (made != null && made.position() > 0) {
                full.add(made.flip());
                chunk = null;
            }
        }
    }
}

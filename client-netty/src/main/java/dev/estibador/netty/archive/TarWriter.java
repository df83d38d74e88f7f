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
 * at a time and takes what is ready.
 */
final class TarWriter {
    static final int CHUNK = 64 * 1024;

    private final Chunks chunks = new Chunks();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(chunks, "UTF-8");

    TarWriter() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Begins a file; exactly {@code size} bytes must follow by {@link #write}. */
    void file(String name, int mode, FileTime modified, long size) throws IOException {
        put(name, TarConstants.LF_NORMAL, mode, modified, "", size);
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
        put(name, type, mode, modified, link, 0);
        tar.closeArchiveEntry();
    }

    private void put(String name, byte type, int mode, FileTime modified, String link, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setLastModifiedTime(FileTime.from(Math.floorDiv(modified.toMillis(), 1000L), TimeUnit.SECONDS));
        entry.setLinkName(link);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    private static final class Chunks extends OutputStream {
        private final Deque<ByteBuffer> full = new ArrayDeque<>();
        private byte[] chunk = {};
        private int length;

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            int done = 0;
            while (done < count) {
                if (length == 0) {
                    chunk = new byte[CHUNK];
                }
                int part = Math.min(count - done, CHUNK - length);
                System.arraycopy(bytes, offset + done, chunk, length, part);
                length += part;
                done += part;
                if (length == CHUNK) {
                    release();
                }
            }
        }

        @Override
        public void close() {
            if (length > 0) {
                release();
            }
        }

        private void release() {
            full.add(ByteBuffer.wrap(chunk, 0, length));
            chunk = new byte[0];
            length = 0;
        }
    }
}

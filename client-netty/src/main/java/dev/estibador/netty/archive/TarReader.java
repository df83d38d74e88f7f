package dev.estibador.netty.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar that is not to be trusted, one entry after another: the formats of POSIX (ustar, pax) and GNU. Holds one block
 * of {@value #BLOCK} bytes, and of the names and pax records before an entry at most {@value #MOST_METADATA} bytes, whatever
 * sizes the headers announce. Whatever is no tar, is damaged or is cut is an {@link IOException}.
 *
 * <p>The reader of commons-compress is not used for this: it holds long names, pax records and global headers whole, however
 * long they are, takes headers with a wrong checksum, and takes a tar that was cut for one that ended.
 */
final class TarReader {
    /** Of headers, long names and pax records before one entry together. */
    static final int MOST_METADATA = 1 << 20;

    /** Bytes that may follow the end mark: writers fill up their last record, which is seldom over 10 KiB. */
    static final int LONGEST_TAIL = 1 << 20;

    private static final int BLOCK = 512;
    private static final int PIECE = 64 * 1024;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private final byte[] piece = new byte[PIECE];

    /** Bytes of the current entry, and of what fills its last block up. */
    private long unread;

    private int padding;
    private int metadata;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** Passes over what is left of the entry before. Null at the end mark. */
    @Nullable
    TarEntry next() throws IOException {
        skip(unread + padding);
        unread = 0;
        padding = 0;
        metadata = 0;
        PaxRecords records = new PaxRecords();
        while (true) {
            readBlock();
            TarHeader header = TarHeader.of(block);
            if (header == null) {
                return null;
            }
            countMetadata(BLOCK);
            switch (header.type()) {
                case 'L' -> records.name = text(metadata(header));
                case 'K' -> records.link = text(metadata(header));
                case 'x', 'X' -> records.parse(metadata(header));
                // what holds for all entries is nothing that engines send: comments at most
                case 'g' -> skipMetadata(header);
                default -> {
                    TarEntry entry = header.entry(records);
                    begin(entry.size());
                    return entry;
                }
            }
        }
    }

    /** Writes the content of the current entry; returns its length. */
    long transferTo(OutputStream out) throws IOException {
        long all = unread;
        while (unread > 0) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, unread));
            if (count < 0) {
                throw cut();
            }
            out.write(piece, 0, count);
            unread -= count;
        }
        return all;
    }

    /** To be called after the last entry: reads on to the end of the stream, which must come soon. */
    void finish() throws IOException {
        for (long tail = 0; tail <= LONGEST_TAIL; ) {
            int count = in.read(piece);
            if (count < 0) {
                return;
            }
            tail += count;
        }
        throw new IOException("The tar goes on for more than " + LONGEST_TAIL + " bytes after its end mark");
    }

    private void begin(long size) {
        unread = size;
        padding = (int) (-size & (BLOCK - 1));
    }

    private byte[] metadata(TarHeader header) throws IOException {
        int size = countMetadata(header.size());
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw cut();
        }
        skip(-size & (BLOCK - 1));
        return content;
    }

    private void skipMetadata(TarHeader header) throws IOException {
        int size = countMetadata(header.size());
        skip(size + (-size & (BLOCK - 1)));
    }

    private int countMetadata(long more) throws IOException {
        if (more > MOST_METADATA - metadata) {
            throw new IOException(
                    "The tar has more than " + MOST_METADATA + " bytes of names and pax records for one entry");
        }
        metadata += (int) more;
        return (int) more;
    }

    /** A name that GNU writes before its entry; ends at its first NUL. */
    private static String text(byte[] content) {
        int length = 0;
        while (length < content.length && content[length] != 0) {
            length++;
        }
        return new String(content, 0, length, StandardCharsets.UTF_8);
    }

    private void readBlock() throws IOException {
        int count = in.readNBytes(block, 0, BLOCK);
        if (count == 0) {
            throw new IOException("The tar ends early: it was cut between two entries, or is none");
        }
        if (count < BLOCK) {
            throw cut();
        }
    }

    private void skip(long count) throws IOException {
        for (long left = count; left > 0; ) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                throw cut();
            }
            left -= read;
        }
    }

    private static IOException cut() {
        return new IOException("The tar ends early: it was cut within an entry");
    }

    static IOException damaged(String how) {
        return new IOException("The tar is damaged: " + how);
    }

    /** What stands before an entry and takes the place of fields of its header. */
    static final class PaxRecords {
        private static final int LONGEST_NUMBER = 20;

        @Nullable
        String name;

        @Nullable
        String link;

        @Nullable
        Long size;

        @Nullable
        FileTime modified;

        boolean sparse;

        /** Records of the form {@code length key=value\n}, whose length counts the whole record. */
        void parse(byte[] records) throws IOException {
            int at = 0;
            while (at < records.length && records[at] != 0) {
                int space = indexOf(records, ' ', at, Math.min(records.length, at + LONGEST_NUMBER));
                long length = space < 0 ? 0 : number(string(records, at, space));
                int equals = space < 0 ? -1 : indexOf(records, '=', space + 1, records.length);
                long end = at + length;
                if (equals < 0 || end > records.length || equals >= end - 1 || records[(int) end - 1] != '\n') {
                    throw damaged("a pax record has a wrong length");
                }
                take(string(records, space + 1, equals), string(records, equals + 1, (int) end - 1));
                at = (int) end;
            }
        }

        /** An empty value takes back what an earlier record said. */
        private void take(String key, String value) throws IOException {
            boolean none = value.isEmpty();
            switch (key) {
                case "path" -> name = none ? null : value;
                case "linkpath" -> link = none ? null : value;
                case "size" -> size = none ? null : number(value);
                case "mtime" -> modified = none ? null : time(value);
                default -> sparse |= key.startsWith("GNU.sparse.");
            }
        }

        private static long number(String digits) throws IOException {
            try {
                long number = Long.parseLong(digits);
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw damaged("a pax record has no number where one is expected");
        }

        /** Seconds with a fraction of any length. */
        private static FileTime time(String text) throws IOException {
            boolean negative = text.startsWith("-");
            int point = text.indexOf('.');
            long seconds = number(text.substring(negative ? 1 : 0, point < 0 ? text.length() : point));
            String fraction = point < 0 ? "" : text.substring(point + 1, Math.min(text.length(), point + 10));
            long nanos = fraction.isEmpty() ? 0 : number((fraction + "000000000").substring(0, 9));
            return TarHeader.time(negative ? -seconds : seconds, negative ? -nanos : nanos);
        }

        private static int indexOf(byte[] bytes, char wanted, int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == wanted) {
                    return i;
                }
            }
            return -1;
        }

        private static String string(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }
}

package dev.estibador.netty.session;

import dev.estibador.netty.archive.FileEntry;
import dev.estibador.netty.archive.FileKind;
import dev.estibador.netty.wire.Protobuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code fsutil.types.Packet}: what is said of files while they are synchronized, and their content. */
final class SyncPackets {
    private static final int TYPE = 1;
    private static final int STAT = 2;
    private static final int ID = 3;
    private static final int DATA = 4;

    private static final int OF_DATA = 2;
    private static final int OF_FIN = 3;

    private static final int PATH = 1;
    private static final int MODE = 2;
    private static final int SIZE = 5;
    private static final int MODIFIED = 6;
    private static final int LINK = 7;

    /** Go's bits of a mode, which lie elsewhere than those of Unix. */
    private static final int GO_FOLDER = 1 << 31;

    private static final int GO_SYMBOLIC_LINK = 1 << 27;
    private static final int GO_FIFO = 1 << 25;
    private static final int GO_SETUID = 1 << 23;
    private static final int GO_SETGID = 1 << 22;
    private static final int GO_STICKY = 1 << 20;

    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int STICKY = 01000;
    private static final int PERMISSIONS = 0777;

    private SyncPackets() {}

    /**
     * What there is; its owner is 0:0.
     *
     * @param sameAs an entry before that is the same file; null if there is none
     */
    static ByteBuffer stat(FileEntry entry, @Nullable String sameAs) {
        Protobuf.Writer stat = new Protobuf.Writer()
                .text(PATH, entry.name())
                .number(MODE, Integer.toUnsignedLong(goMode(entry)))
                .number(MODIFIED, entry.modified().to(TimeUnit.NANOSECONDS));
        if (sameAs != null) {
            stat.text(LINK, sameAs);
        } else if (entry.kind() == FileKind.SYMBOLIC_LINK) {
            stat.text(LINK, entry.target());
            stat.number(SIZE, entry.target().getBytes(StandardCharsets.UTF_8).length);
        } else if (entry.kind() == FileKind.FILE) {
            stat.number(SIZE, entry.size());
        }
        return new Protobuf.Writer().message(STAT, stat).message();
    }

    /** That there is no more. */
    static ByteBuffer endOfStats() {
        return ByteBuffer.allocate(0);
    }

    /** A part of a file's content, or none for its end. */
    static ByteBuffer data(int entry, ByteBuffer content) {
        Protobuf.Writer packet = new Protobuf.Writer().number(TYPE, OF_DATA).number(ID, entry);
        return content.hasRemaining() ? Protobuf.ending(packet, DATA, content) : packet.message();
    }

    static ByteBuffer fin() {
        return new Protobuf.Writer().number(TYPE, OF_FIN).message();
    }

    static int goMode(FileEntry entry) {
        int mode = entry.mode();
        return (mode & PERMISSIONS)
                | bit(mode, SETUID, GO_SETUID)
                | bit(mode, SETGID, GO_SETGID)
                | bit(mode, STICKY, GO_STICKY)
                | switch (entry.kind()) {
                    case FOLDER -> GO_FOLDER;
                    case SYMBOLIC_LINK -> GO_SYMBOLIC_LINK;
                    case FIFO -> GO_FIFO;
                    default -> 0;
                };
    }

    private static int bit(int mode, int unix, int go) {
        return (mode & unix) == 0 ? 0 : go;
    }
}

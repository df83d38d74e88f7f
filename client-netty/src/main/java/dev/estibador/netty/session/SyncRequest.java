package dev.estibador.netty.session;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.wire.Protobuf;
import java.nio.ByteBuffer;

/**
 * What an engine says while files are synchronized: whose content it wants, by the number of the entry, or that it has all.
 *
 * @param entry -1 for the end
 */
record SyncRequest(int entry) {
    private static final int TYPE = 1;
    private static final int ID = 3;
    private static final int DATA = 4;

    private static final int REQUEST = 1;
    private static final int FIN = 3;
    private static final int ERROR = 4;

    boolean isEnd() {
        return entry < 0;
    }

    static SyncRequest of(String call, ByteBuffer message) {
        Protobuf.Reader in = new Protobuf.Reader(call, message);
        long type = 0;
        int id = 0;
        String words = "";
        while (in.next()) {
            switch (in.field()) {
                case TYPE -> type = in.number();
                case ID -> id = (int) in.number();
                case DATA -> words = in.text();
                default -> {}
            }
        }
        if (type == ERROR) {
            throw new StreamFailedException("POST /build", "the engine cannot take the build context: " + words, null);
        }
        if ((type != REQUEST && type != FIN) || id < 0) {
            throw new MalformedReplyException(call, "a packet of type " + type + " where files are asked for", null);
        }
        return new SyncRequest(type == FIN ? -1 : id);
    }
}

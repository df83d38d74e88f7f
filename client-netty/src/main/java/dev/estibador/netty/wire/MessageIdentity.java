package dev.estibador.netty.wire;

import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A number that stands for a message of a log: its source, its time and its text. */
final class MessageIdentity {
    /** So much of a longer text makes out what message it is, since the rest may come in another frame. */
    private static final int MOST = RawEntries.PIECE;

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    /** So that nobody can write messages that are taken for one another. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private MessageIdentity() {}

    /** @param text where it begins in the frame */
    static long of(OutputFrame entry, int text, @Nullable Instant time) {
        long hash = entry.source() == StreamSource.STDERR ? ~SEED : SEED;
        if (time != null) {
            hash = mixed(hash, time.getEpochSecond());
            hash = mixed(hash, time.getNano());
        }
        ByteBuffer bytes = entry.bytes();
        int to = Math.min(bytes.limit(), text + MOST);
        int at = text;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash, bytes.getLong(at));
        }
        for (; at < to; at++) {
            hash = mixed(hash, bytes.get(at));
        }
        return mixed(hash, to - text);
    }

    private static long mixed(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ (mixed >>> 32);
    }
}

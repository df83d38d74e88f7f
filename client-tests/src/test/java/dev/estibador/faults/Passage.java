package dev.estibador.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a {@link ProxiedConnection}: writes what has come, and strikes at the byte that the strike names. */
final class Passage {
    private static final int DELAY_MILLIS = 150;
    /** Of what is passed slowly or byte by byte; the rest is passed as it comes, so that a cell ends soon. */
    private static final int MOST_SLOW_WRITES = 150;

    private static final int THROTTLED = 7;
    private static final int MOST_SINGLE_BYTES = 4096;
    private static final int COLLECT_MILLIS = 20;

    private final ProxiedConnection connection;
    private final SocketChannel to;
    private @Nullable Strike strike;
    /** What goes on after the strike. */
    private @Nullable Fault lasting;

    private int writesLeft;

    Passage(ProxiedConnection connection, SocketChannel to) {
        this.connection = connection;
        this.to = to;
    }

    /** The message whose bytes come next is the one that the strike is about. */
    void arm(Strike next) {
        strike = next;
    }

    /**
     * Writes bytes, and strikes if the moment comes with them.
     *
     * @param from which byte of its message the first one is
     */
    void pass(ByteBuffer bytes, long from) throws IOException, InterruptedException {
        Strike armed = strike;
        if (armed != null && armed.fault() != null && armed.offset() <= from + bytes.remaining()) {
            strike = null;
            ByteBuffer before = bytes.slice().limit((int) Math.max(0, armed.offset() - from));
            bytes.position(bytes.position() + before.remaining());
            write(before);
            strike(armed.fault());
        }
        write(bytes);
    }

    private void strike(Fault fault) throws IOException, InterruptedException {
        connection.strikes();
        lasting = fault;
        switch (fault) {
            case DELAY -> TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
            case THROTTLE -> writesLeft = MOST_SLOW_WRITES;
            case SPLIT -> writesLeft = MOST_SINGLE_BYTES;
            case COALESCE -> writesLeft = MOST_SLOW_WRITES;
            case CORRUPT -> writesLeft = 1;
            case FIN -> connection.finish();
            case RST -> connection.reset();
            case STALL -> connection.stall();
            case EARLY_ANSWER -> connection.answer();
        }
    }

    private void write(ByteBuffer bytes) throws IOException, InterruptedException {
        Fault how = lasting;
        while (how != null && writesLeft > 0 && bytes.hasRemaining() && !connection.isCut()) {
            writesLeft--;
            switch (how) {
                case THROTTLE -> {
                    writeAll(part(bytes, THROTTLED));
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                case SPLIT -> writeAll(part(bytes, 1));
                case COALESCE -> {
                    TimeUnit.MILLISECONDS.sleep(COLLECT_MILLIS);
                    writeAll(bytes);
                }
                case CORRUPT -> {
                    ByteBuffer changed =
                            ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                    writeAll(changed.put(0, (byte) (changed.get(0) ^ 0x15)));
                }
                default -> throw new IllegalStateException(how + " does not last");
            }
        }
        if (!connection.isCut()) {
            writeAll(bytes);
        }
    }

    private static ByteBuffer part(ByteBuffer bytes, int length) {
        ByteBuffer part = bytes.slice().limit(Math.min(length, bytes.remaining()));
        bytes.position(bytes.position() + part.remaining());
        return part;
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}

package dev.estibador.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * A client that is measured. Each does the same work in the way that is natural to it, and gives what it received to code
 * that keeps a hold on it for a moment, so that nothing is optimised away.
 */
interface Contender extends AutoCloseable {
    /** What came: items (frames or messages), and the bytes in them. */
    record Tally(long items, long bytes) {}

    /** Calls that are made many at a time. */
    enum Kind {
        PING,
        INSPECT
    }

    /** A stream that somebody else may end. */
    interface Running {
        /** Ends it, from any thread. */
        void cancel() throws Exception;
    }

    /** An attached process that sends back what it is sent. */
    interface Echo extends AutoCloseable {
        /** Sends the bytes and waits until as many have come back. */
        void roundTrip(ByteBuffer bytes) throws Exception;

        @Override
        void close() throws IOException;
    }

    void ping() throws Exception;

    /** Lists all containers, or 20; returns how many came. */
    int list(boolean all) throws Exception;

    /** Makes that many calls, up to {@code inFlight} at a time: in threads where the client blocks, else in none. */
    void many(Kind call, int calls, int inFlight) throws Exception;

    /** Reads a log to its end. */
    Tally logs(String id) throws Exception;

    /** Reads the progress of a pull to its end; returns how many messages came. */
    long pull(int messages) throws Exception;

    /** Follows a log and calls {@code onFrame} with the payload's size for each frame; returns once the engine accepted it. */
    Running follow(String id, IntConsumer onFrame) throws Exception;

    /** Follows so many logs at once, each frame going to {@code onFrame}; returns once the engine accepted all. */
    Running followAll(int count, IntConsumer onFrame) throws Exception;

    Echo attach() throws Exception;

    /** Sends a folder as the context of a build and waits for the image. */
    void build(Path folder) throws Exception;

    @Override
    void close() throws IOException;
}

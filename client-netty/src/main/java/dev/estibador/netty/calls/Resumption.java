package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What must be known of a stream that goes on over another connection. Used by one thread at a time. */
interface Resumption {
    /** What the end of a reply, in good form, means. */
    enum Ending {
        /** The stream is complete. */
        COMPLETE,
        /** The rest is to be asked for at once. */
        MORE,
        /** The engine should not have ended it: it is as good as cut. */
        EARLY
    }

    /** The engine has accepted the first call. */
    void accepted(HttpReply reply);

    /** The engine has accepted a call for the rest. */
    void resumed(HttpReply reply);

    /** How a reply is read. */
    default Flow.Publisher<ByteBuffer> read(HttpReply reply) {
        return reply.body();
    }

    /** The engine has ended a reply in good form. */
    CompletableFuture<Ending> ended();

    /** Whether that refusal of a call for the rest is the end, there being nothing more to be had. */
    default boolean isEndedBy(Throwable refusal) {
        return false;
    }

    /** Whether the reply that is being read is of no more use, and the rest is to be asked for at once. */
    boolean isLeaving();

    /** Whether there is something to be given besides what comes of bytes. The decoder gives it when it is called next. */
    boolean hasSignals();

    /** How many items were given; an attempt that raises it was one that led to something. */
    long given();

    /**
     * The connection was cut: what is not whole is forgotten, and what was given already will be dropped when it comes
     * again. False if the place cannot be told, so that there is no going on.
     */
    boolean cut(DockerException cause);

    /** Asks for what was not given yet. */
    Call rest();

    /** The second in which the engine answered, by its own clock; null if it does not say. */
    static @Nullable Instant time(HttpReply reply) {
        String date = reply.header("Date");
        try {
            return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            // an odd header must not fail a stream
            return null;
        }
    }
}

package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Flow;

/** What must be known of a stream that goes on over another connection. Used by one thread at a time. */
interface Resumption {
    /** The engine has accepted the first call. */
    void accepted(HttpReply reply);

    /** How a reply is read. */
    default Flow.Publisher<ByteBuffer> read(HttpReply reply) {
        return reply.body();
    }

    /** True if the engine may end the stream now. */
    default boolean mayEnd() {
        return true;
    }

    /** How many items were given; an attempt that raises it was one that led to something. */
    long given();

    /**
     * The connection was cut: what is not whole is forgotten, and what was given already will be dropped when it comes
     * again. False if the place cannot be told, so that there is no going on.
     */
    boolean cut(DockerException cause);

    /** Asks for what was not given yet. */
    Call rest();

    /** The second in which the engine answered, by its own clock if it tells. */
    static Instant time(HttpReply reply) {
        String date = reply.header("Date");
        try {
            return date == null ? Instant.now() : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            // an odd header must not fail a stream
            return Instant.now();
        }
    }
}

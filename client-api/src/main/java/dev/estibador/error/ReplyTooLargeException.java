package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/**
 * The engine's reply is longer than what may be held in memory as one value. A larger limit is set by
 * {@code DockerConfig.maxReplyBytes}; it is never more than a quarter of the JVM's heap.
 */
public final class ReplyTooLargeException extends DockerException {
    private static final long serialVersionUID = 1;

    private final long limit;

    public ReplyTooLargeException(@Nullable String call, long limit) {
        super(
                call,
                "the reply has more than " + limit
                        + " bytes; ask for less, or set a larger limit (DockerConfig.maxReplyBytes, at most a quarter of the heap)",
                null);
        this.limit = limit;
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }
}

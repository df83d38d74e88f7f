package dev.estibador.netty.wire;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.MalformedReplyException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Failures as their receiver should see them. */
public final class Failures {
    private Failures() {}

    /** The failure itself, out of the wrapping that dependent futures put around it. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** The failure of ours that is at the bottom of another one, such as that of reading an archive; null where there is none. */
    public static @Nullable DockerException own(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DockerException own) {
                return own;
            }
        }
        return null;
    }

    /**
     * The failure of a call for what was thrown where nothing should be: in a listener, a handler or a step between two, by us, by a
     * library, or for a class that could not be linked.
     */
    public static DockerException fault(@Nullable String call, Throwable thrown) {
        if (thrown instanceof DockerException own) {
            return own;
        }
        String advice = thrown instanceof LinkageError
                ? "; the class path has libraries of versions that do not belong together: " + thrown
                : ": " + thrown;
        return new ConnectionException(call, "the call could not be carried out" + advice, thrown);
    }

    /** What a decoder threw: its own word on the reply, or a fault of ours. */
    static DockerException ofDecoding(Throwable e) {
        return e instanceof DockerException || e instanceof Error
                ? fault(null, e)
                : new MalformedReplyException(
                        null, "could not be decoded: " + e.getClass().getName(), e);
    }
}

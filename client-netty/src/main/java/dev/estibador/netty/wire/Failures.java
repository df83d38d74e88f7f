package dev.estibador.netty.wire;

import dev.estibador.error.DockerException;
import dev.estibador.error.MalformedReplyException;
import java.util.concurrent.CompletionException;

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

    /** What a decoder threw: its own word on the reply, or a fault of ours. */
    static RuntimeException ofDecoding(RuntimeException e) {
        return e instanceof DockerException
                ? e
                : new MalformedReplyException(
                        null, "could not be decoded: " + e.getClass().getName(), e);
    }
}

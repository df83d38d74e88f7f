package dev.estibador.netty.wire;

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
}

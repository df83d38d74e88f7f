package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/**
 * Anything that went wrong with a call to an engine. The message says what was wrong, where, and what to try where that
 * is known; neither it nor {@link #call()} ever holds a secret, since query strings and bodies are left out.
 */
public abstract class DockerException extends RuntimeException implements Cloneable {
    private static final long serialVersionUID = 1;

    /** Between the frames of the thread that waited and those of the thread in which the call failed. */
    private static final StackTraceElement BOUNDARY =
            new StackTraceElement("---", "the call failed in another thread", null, -1);

    private final @Nullable String call;

    protected DockerException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call == null ? message : call + ": " + message, cause);
        this.call = call;
    }

    /** Method and path of the call, such as {@code POST /containers/web/start}; null where there was none. */
    public @Nullable String call() {
        return call;
    }

    /**
     * Returns a copy of this exception for the calling thread to throw. Its stack trace has the frames of the calling thread
     * first, so that it names the line that waited, and then those of this exception. Everything else is the same, the
     * cause included.
     */
    public final DockerException atCaller() {
        StackTraceElement[] caller = new Throwable().getStackTrace();
        StackTraceElement[] own = getStackTrace();
        StackTraceElement[] both = new StackTraceElement[caller.length + own.length];
        // its first frame is that of this method, whose place the boundary takes at the end
        System.arraycopy(caller, 1, both, 0, caller.length - 1);
        both[caller.length - 1] = BOUNDARY;
        System.arraycopy(own, 0, both, caller.length, own.length);
        DockerException copy = clone();
        copy.setStackTrace(both);
        return copy;
    }

    @Override
    protected final DockerException clone() {
        try {
            return (DockerException) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("it is cloneable", e);
        }
    }
}

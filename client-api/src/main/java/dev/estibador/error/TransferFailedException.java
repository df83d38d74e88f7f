package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/**
 * A copy of a process's output stopped half-way. The cause is the stream's own failure, or what the place threw that it
 * was written to. What the place has taken of a write that failed is not counted.
 */
public final class TransferFailedException extends DockerException {
    private static final long serialVersionUID = 1;

    private final long stdoutBytes;
    private final long stderrBytes;
    private final long frames;

    public TransferFailedException(
            @Nullable String call, String message, Throwable cause, long stdoutBytes, long stderrBytes, long frames) {
        super(
                call,
                message + ", after " + stdoutBytes + " bytes of stdout and " + stderrBytes + " of stderr in " + frames
                        + " frames",
                cause);
        this.stdoutBytes = stdoutBytes;
        this.stderrBytes = stderrBytes;
        this.frames = frames;
    }

    /** Bytes of the standard output that were written. */
    public long stdoutBytes() {
        return stdoutBytes;
    }

    /** Bytes of the standard error that were written. */
    public long stderrBytes() {
        return stderrBytes;
    }

    /** Frames that were written whole. */
    public long frames() {
        return frames;
    }
}

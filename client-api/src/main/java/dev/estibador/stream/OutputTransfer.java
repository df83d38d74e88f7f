package dev.estibador.stream;

import java.time.Duration;

/**
 * What was copied of a process's output.
 *
 * @param stdoutBytes of {@link StreamSource#STDOUT}
 * @param stderrBytes of {@link StreamSource#STDERR}
 * @param frames the engine's frames, however long; of a raw stream, the pieces as they came
 * @param duration from the asking to the last byte
 */
public record OutputTransfer(long stdoutBytes, long stderrBytes, long frames, Duration duration) {
    /** Of both sources. */
    public long bytes() {
        return stdoutBytes + stderrBytes;
    }
}

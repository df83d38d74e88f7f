package dev.estibador.exec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a command ended, and what it wrote.
 *
 * @param exitCode 126 or 127 if it could not be run; then the engine's reason is in {@code stdout}
 * @param stdout on a terminal, all that it wrote
 */
public record ExecResult(long exitCode, Output stdout, Output stderr) {
    /** The most that is collected, in bytes of output and errors together: 16 MiB. */
    public static final int LIMIT = 16 << 20;

    /** What was written to one of the two streams. */
    public static final class Output {
        private final ByteBuffer bytes;

        /** Those bytes, which the caller must not change any more. */
        public Output(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        /** The bytes, read-only; each call gives a view of its own with position 0. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        public int size() {
            return bytes.capacity();
        }

        /** The bytes as UTF-8. */
        public String text() {
            return StandardCharsets.UTF_8.decode(bytes()).toString();
        }

        @Override
        public String toString() {
            return size() + " bytes";
        }
    }
}

package dev.estibador.build;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a {@code RUN --mount=type=secret} may see and nobody else: it is in no layer, in no history and in no text of this
 * library. At most 500 KiB. It is looked up when the build asks for it, each time anew, and what was read is wiped once it
 * has been sent. Only to an engine that is reached by TLS pieces of it may stay in the memory of Java's own TLS for a while.
 */
public sealed interface BuildSecret {
    /** The content of a file. */
    static BuildSecret ofFile(Path file) {
        return new OfFile(file);
    }

    /** The value of a variable of this process's environment, in UTF-8. */
    static BuildSecret ofEnvironment(String variable) {
        return new OfEnvironment(variable);
    }

    /**
     * These bytes, which are copied. The copy is wiped at the end of the first build that it was given to, so that another
     * build needs another secret; your own array is yours to wipe.
     */
    static BuildSecret of(byte[] content) {
        return new OfBytes(content.clone());
    }

    record OfFile(Path file) implements BuildSecret {}

    record OfEnvironment(String variable) implements BuildSecret {}

    /** Bytes that are gone after their first build. */
    final class OfBytes implements BuildSecret {
        private byte[] content;
        private boolean wiped;

        private OfBytes(byte[] content) {
            this.content = content;
        }

        /** A copy of the content, which is yours to wipe. An {@link IllegalStateException} once it is wiped. */
        public synchronized byte[] content() {
            if (wiped) {
                throw new IllegalStateException(
                        "this secret was wiped after the build that it was given to; make another for another build");
            }
            return content.clone();
        }

        /** Forgets the content. Harmless twice. */
        public synchronized void wipe() {
            wiped = true;
            Arrays.fill(content, (byte) 0);
            content = new byte[0];
        }

        @Override
        public String toString() {
            return "BuildSecret of bytes";
        }
    }
}

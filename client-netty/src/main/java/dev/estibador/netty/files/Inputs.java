package dev.estibador.netty.files;

import java.io.IOException;
import java.io.InputStream;

/** Reads streams that others have written, which may not keep to what {@link InputStream} promises. */
public final class Inputs {
    /** A stream must give a byte or wait for one; a few empty answers are forgiven. */
    static final int EMPTY_READS = 100;

    private Inputs() {}

    /**
     * Reads at least one byte, and at most {@code length}, to the array's start; returns -1 at the end.
     *
     * @throws IOException if the stream gives nothing again and again, or says that it gave more than there was place for: the
     *     thread would never come out of a loop around it
     */
    public static int read(InputStream in, byte[] target, int length) throws IOException {
        for (int empty = 0; empty < EMPTY_READS; empty++) {
            int count = length == target.length ? in.read(target) : in.read(target, 0, length);
            if (count > length) {
                throw new IOException("a read of at most " + length + " bytes returned " + count
                        + ", against the contract of InputStream");
            }
            if (count != 0) {
                return count;
            }
        }
        throw new IOException(EMPTY_READS
                + " reads in a row returned 0 bytes, against the contract of InputStream: it must wait for one");
    }
}

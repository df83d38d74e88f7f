package dev.estibador.samples;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * What is typed, until keys are typed that mean to leave: they are the end of it and do not go on to the process. A key that
 * may be the first of them is held back until the next one tells.
 */
final class DetachKeys extends FilterInputStream {
    private final byte[] keys;
    private final CompletableFuture<Void> typed = new CompletableFuture<>();
    private int matched;

    /** @param keys single characters, or {@code ctrl-} and one of {@code a-z@[\]^_}, with commas between */
    DetachKeys(InputStream keyboard, String keys) {
        super(keyboard);
        this.keys = parsed(keys);
    }

    private static byte[] parsed(String keys) {
        String[] names = keys.split(",", -1);
        byte[] codes = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            boolean ctrl = name.matches("ctrl-[a-z@\\[\\\\\\]^_]");
            if (!ctrl && !name.matches("\\p{ASCII}")) {
                throw new IllegalArgumentException("no key: \"" + name + "\" in " + keys);
            }
            codes[i] = (byte) (ctrl ? name.charAt(5) & 0x1f : name.charAt(0));
        }
        return codes;
    }

    /** Completes when the keys were typed. */
    CompletableFuture<Void> typed() {
        return typed;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("keys that are held back may need more room than one byte");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        ByteBuffer passed = ByteBuffer.wrap(target, offset, length);
        // less than there is room, because of keys that were held back before
        byte[] read = new byte[length - keys.length];
        while (passed.position() == offset && !typed.isDone()) {
            int count = super.read(read, 0, read.length);
            if (count < 0) {
                return -1;
            }
            for (int i = 0; i < count && !typed.isDone(); i++) {
                take(read[i], passed);
            }
        }
        return passed.position() == offset ? -1 : passed.position() - offset;
    }

    private void take(byte key, ByteBuffer passed) {
        if (key != keys[matched]) {
            passed.put(keys, 0, matched);
            matched = 0;
            if (key != keys[0]) {
                passed.put(key);
                return;
            }
        }
        matched++;
        if (matched == keys.length) {
            typed.complete(null);
        }
    }
}

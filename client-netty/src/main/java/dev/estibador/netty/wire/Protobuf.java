package dev.estibador.netty.wire;

import dev.estibador.error.MalformedReplyException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Protocol Buffers as bytes, field by field: all that the few messages of a build session need. Fields that nobody asks for
 * are passed over, so that messages may grow.
 */
public final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;

    private Protobuf() {}

    /** A message of one field with a copy of these bytes, in an array of its own of which there is no other copy. */
    public static ByteBuffer single(int field, ByteBuffer value) {
        return ending(new Writer(), field, value);
    }

    /** A message of what was written so far and, last, one field with a copy of these bytes, and with no other copy made of them. */
    public static ByteBuffer ending(Writer begin, int field, ByteBuffer value) {
        ByteBuffer message = ByteBuffer.allocate(begin.out.size() + 2 * LONGEST_VARINT + value.remaining());
        message.put(begin.out.toByteArray());
        varint(message, (long) field << 3 | BYTES);
        varint(message, value.remaining());
        return message.put(value.duplicate()).flip();
    }

    /** The text in that field of a message; empty where it has none. */
    public static String text(String call, ByteBuffer message, int field) {
        String text = "";
        Reader in = new Reader(call, message);
        while (in.next()) {
            if (in.field() == field) {
                text = in.text();
            }
        }
        return text;
    }

    private static void varint(ByteBuffer to, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            to.put((byte) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        to.put((byte) left);
    }

    /** Reads a message: {@code while (in.next()) switch (in.field()) ..}. What is no message is malformed. */
    public static final class Reader {
        private final String call;
        private final ByteBuffer in;
        private int tag;
        private boolean taken = true;

        public Reader(String call, ByteBuffer message) {
            this.call = call;
            this.in = message.duplicate();
        }

        /** Goes on to the next field; false at the end. */
        public boolean next() {
            if (!taken) {
                skip();
            }
            if (!in.hasRemaining()) {
                return false;
            }
            tag = (int) raw();
            taken = false;
            return true;
        }

        public int field() {
            return tag >>> 3;
        }

        /** The field as a number, which may stand for a boolean or an enum. */
        public long number() {
            expect(VARINT);
            return raw();
        }

        public boolean flag() {
            return number() != 0;
        }

        /** The field's bytes; they lie in the message. */
        public ByteBuffer bytes() {
            expect(BYTES);
            return part(raw());
        }

        public String text() {
            return StandardCharsets.UTF_8.decode(bytes()).toString();
        }

        /** The field as a message. */
        public Reader message() {
            return new Reader(call, bytes());
        }

        private void expect(int type) {
            if ((tag & 7) != type) {
                throw malformed();
            }
            taken = true;
        }

        private void skip() {
            taken = true;
            switch (tag & 7) {
                case VARINT -> raw();
                case FIXED64 -> part(8);
                case BYTES -> part(raw());
                case FIXED32 -> part(4);
                default -> throw malformed();
            }
        }

        private ByteBuffer part(long length) {
            if (length < 0 || length > in.remaining()) {
                throw malformed();
            }
            ByteBuffer part = in.slice(in.position(), (int) length);
            in.position(in.position() + (int) length);
            return part;
        }

        private long raw() {
            long value = 0;
            for (int shift = 0; shift < 70 && in.hasRemaining(); shift += 7) {
                byte b = in.get();
                value |= (b & 0x7fL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw malformed();
        }

        private MalformedReplyException malformed() {
            return new MalformedReplyException(call, "a message that is no Protocol Buffer", null);
        }
    }

    /** Writes a message. As the format has it, numbers that are 0 and texts that are empty need not be written. */
    public static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Writer number(int field, long value) {
            ByteBuffer both = ByteBuffer.allocate(2 * LONGEST_VARINT);
            varint(both, (long) field << 3 | VARINT);
            varint(both, value);
            out.write(both.array(), 0, both.position());
            return this;
        }

        public Writer text(int field, String value) {
            return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        }

        public Writer bytes(int field, ByteBuffer value) {
            ByteBuffer copy = single(field, value);
            byte[] bytes = new byte[copy.remaining()];
            copy.get(bytes);
            out.writeBytes(bytes);
            return this;
        }

        public Writer message(int field, Writer value) {
            return bytes(field, value.message());
        }

        /** What has been written so far. */
        public ByteBuffer message() {
            return ByteBuffer.wrap(out.toByteArray());
        }
    }
}

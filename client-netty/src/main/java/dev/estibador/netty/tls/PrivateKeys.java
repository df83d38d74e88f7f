package dev.estibador.netty.tls;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Private keys in DER. Java reads PKCS#8 alone; the older forms, PKCS#1 for RSA and SEC 1 for elliptic curves, are what PKCS#8 has
 * inside, beside the name of the kind of key. An {@link IllegalArgumentException} tells of what is malformed or unknown.
 */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 2;
    private static final int OCTETS = 4;
    private static final int OBJECT = 6;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = {INTEGER, 1, 0};
    private static final byte[] NULL = {5, 0};
    private static final String RSA = "2a864886f70d010101";
    private static final String EC = "2a8648ce3d0201";

    private PrivateKeys() {}

    static PrivateKey ofPkcs8(byte[] der) {
        ByteBuffer fields = value(SEQUENCE, ByteBuffer.wrap(der));
        value(INTEGER, fields);
        String kind = hex(value(OBJECT, value(SEQUENCE, fields)));
        return key(algorithm(kind), der);
    }

    static PrivateKey ofPkcs1(byte[] der) {
        return key("RSA", pkcs8(joined(field(OBJECT, bytes(RSA)), NULL), der));
    }

    static PrivateKey ofSec1(byte[] der) {
        ByteBuffer fields = value(SEQUENCE, ByteBuffer.wrap(der));
        value(INTEGER, fields);
        value(OCTETS, fields);
        if (!fields.hasRemaining() || (fields.get(fields.position()) & 0xff) != PARAMETERS) {
            throw malformed("the key does not tell its curve", null);
        }
        return key("EC", pkcs8(joined(field(OBJECT, bytes(EC)), bytes(hex(value(PARAMETERS, fields)))), der));
    }

    private static String algorithm(String kind) {
        return switch (kind) {
            case RSA -> "RSA";
            case "2a864886f70d01010a" -> "RSASSA-PSS";
            case EC -> "EC";
            case "2b6570" -> "Ed25519";
            case "2b6571" -> "Ed448";
            default -> throw malformed("unknown kind of key", null);
        };
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw malformed("the key does not fit its kind", e);
        }
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return field(SEQUENCE, joined(VERSION, field(SEQUENCE, algorithm), field(OCTETS, key)));
    }

    /** The value of the next field, whose tag has to be that; {@code from} then stands behind it. */
    private static ByteBuffer value(int tag, ByteBuffer from) {
        if (from.remaining() < 2 || (from.get() & 0xff) != tag) {
            throw malformed("another field was expected", null);
        }
        int length = from.get() & 0xff;
        if (length > 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes && from.hasRemaining(); i++) {
                length = (length << 8) | (from.get() & 0xff);
            }
        }
        if (length < 0 || length > from.remaining()) {
            throw malformed("a field is cut off", null);
        }
        ByteBuffer value = from.slice(from.position(), length);
        from.position(from.position() + length);
        return value;
    }

    private static byte[] field(int tag, byte[] value) {
        byte[] length = BigInteger.valueOf(value.length).toByteArray();
        byte[] head = value.length < 0x80
                ? new byte[] {(byte) tag, (byte) value.length}
                : joined(new byte[] {(byte) tag, (byte) (0x80 + significant(length).length)}, significant(length));
        return joined(head, value);
    }

    /** Without the zero that says that a number is not negative. */
    private static byte[] significant(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static String hex(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static IllegalArgumentException malformed(String problem, @Nullable Exception cause) {
        return new IllegalArgumentException(problem, cause);
    }
}

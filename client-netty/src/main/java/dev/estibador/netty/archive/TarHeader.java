package dev.estibador.netty.archive;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One header block of a tar, whose checksum is right. */
record TarHeader(String name, char type, int mode, long size, long modified, String link) {
    private static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int STAR_MAGIC = 508;

    private static final int OCTAL = 8;
    private static final int TEXT_LENGTH = 100;
    private static final int ID_LENGTH = 8;
    private static final int NUMBER_LENGTH = 12;
    private static final int PREFIX_LENGTH = 155;
    /** Of the format of star, which keeps two times behind it. */
    private static final int STAR_PREFIX_LENGTH = 131;

    /** Null for a block of zeroes, which is the end mark. */
    static @Nullable TarHeader of(byte[] block) throws IOException {
        if (isZero(block)) {
            return null;
        }
        checkSum(block);
        String name = text(block, NAME, TEXT_LENGTH);
        // GNU writes two spaces behind the word, and other things than a prefix
        if (matches(block, MAGIC, "ustar\0")) {
            int length = matches(block, STAR_MAGIC, "tar\0") ? STAR_PREFIX_LENGTH : PREFIX_LENGTH;
            String prefix = text(block, PREFIX, length);
            name = prefix.isEmpty() ? name : prefix + "/" + name;
        }
        long size = number(block, SIZE, NUMBER_LENGTH);
        if (size < 0) {
            throw TarReader.damaged("an entry has a size below 0");
        }
        return new TarHeader(
                name,
                (char) block[TYPE],
                (int) number(block, MODE, ID_LENGTH),
                size,
                number(block, MODIFIED, NUMBER_LENGTH),
                text(block, LINK, TEXT_LENGTH));
    }

    /** What this header and the records before it say together. */
    TarEntry entry(TarReader.PaxRecords records) throws IOException {
        String whole = Objects.requireNonNullElse(records.name, name);
        TarEntry.Kind kind = kind(whole);
        if (kind == null || (records.sparse && kind == TarEntry.Kind.FILE)) {
            throw new TarExtractor.RefusedException(whole, "it is of a kind that engines do not send");
        }
        return new TarEntry(
                whole,
                kind,
                mode,
                records.modified == null ? time(modified, 0) : records.modified,
                Objects.requireNonNullElse(records.link, link),
                // others have no content, though old writers give them a size
                kind == TarEntry.Kind.FILE ? Objects.requireNonNullElse(records.size, size) : 0);
    }

    private TarEntry.@Nullable Kind kind(String whole) {
        return switch (type) {
            // before there was a type for directories, a slash said it
            case '0', '\0', '7' -> whole.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            case '1' -> TarEntry.Kind.HARD_LINK;
            case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
            case '3', '4', '6' -> TarEntry.Kind.SPECIAL;
            case '5' -> TarEntry.Kind.DIRECTORY;
            default -> null;
        };
    }

    static FileTime time(long seconds, long nanos) throws IOException {
        try {
            return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
        } catch (DateTimeException | ArithmeticException e) {
            throw TarReader.damaged("an entry has a time that there is not");
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum of all bytes, with spaces in place of the sum itself; some writers add signed bytes. */
    private static void checkSum(byte[] block) throws IOException {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte each = i >= CHECKSUM && i < CHECKSUM + ID_LENGTH ? (byte) ' ' : block[i];
            unsigned += each & 0xff;
            signed += each;
        }
        long written = number(block, CHECKSUM, ID_LENGTH);
        if (written != unsigned && written != signed) {
            throw TarReader.damaged("a header has a wrong checksum");
        }
    }

    private static boolean matches(byte[] block, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (block[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    /** Octal digits, with spaces before and spaces or NULs behind them, or a binary number whose first bit is set. */
    private static long number(byte[] block, int at, int length) throws IOException {
        if (block[at] < 0) {
            return binary(block, at, length);
        }
        int i = at;
        int end = at + length;
        while (i < end && block[i] == ' ') {
            i++;
        }
        long value = 0;
        for (; i < end && block[i] != 0 && block[i] != ' '; i++) {
            int digit = block[i] - '0';
            if (digit < 0 || digit >= OCTAL) {
                throw TarReader.damaged("a header has no number where one is expected");
            }
            value = value * OCTAL + digit;
        }
        return value;
    }

    /** Two's complement; the first bit is a mark, and the second the sign. */
    private static long binary(byte[] block, int at, int length) throws IOException {
        byte[] digits = Arrays.copyOfRange(block, at, at + length);
        digits[0] = (byte) ((digits[0] & 0x40) != 0 ? digits[0] | 0x80 : digits[0] & 0x7f);
        try {
            return new BigInteger(digits).longValueExact();
        } catch (ArithmeticException e) {
            throw TarReader.damaged("a header has a number that is too large");
        }
    }
}

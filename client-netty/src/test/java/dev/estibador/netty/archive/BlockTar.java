package dev.estibador.netty.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Tars made block by block, for what no library writes. */
final class BlockTar {
    private static final int BLOCK = 512;

    private BlockTar() {}

    /** A header, and the content filled up to whole blocks. */
    static byte[] entry(String name, char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] entry =
                Arrays.copyOf(header(name, type, bytes.length), BLOCK + (bytes.length + BLOCK - 1) / BLOCK * BLOCK);
        System.arraycopy(bytes, 0, entry, BLOCK, bytes.length);
        return entry;
    }

    static byte[] header(String name, char type, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000755");
        put(header, 124, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, "00000000001");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        sum(header);
        return header;
    }

    /** Sets the checksum of the header with which {@code entry} begins. */
    static void sum(byte[] entry) {
        Arrays.fill(entry, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += entry[i] & 0xff;
        }
        put(entry, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    }

    static String pax(String key, String value) {
        String record = " " + key + "=" + value + "\n";
        int length = record.getBytes(StandardCharsets.UTF_8).length;
        int digits = 1;
        while (String.valueOf(length + digits).length() > digits) {
            digits++;
        }
        return length + digits + record;
    }

    /** Those entries, and the end mark. */
    static byte[] of(byte[]... entries) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            all.writeBytes(entry);
        }
        all.writeBytes(new byte[2 * BLOCK]);
        return all.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}

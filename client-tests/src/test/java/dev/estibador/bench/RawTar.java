package dev.estibador.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder as a tar in a chunked body: blocking reads through one buffer, written whenever it is full. */
final class RawTar {
    private static final int BLOCK = 512;
    private static final int HEAD_ROOM = 16;
    private static final ByteBuffer LAST_CHUNK = ByteBuffer.wrap(Replies.LAST_CHUNK);

    private final RawConnection upload;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(HEAD_ROOM + RawConnection.LARGE + 2);

    RawTar(RawConnection upload) {
        this.upload = upload;
        empty();
    }

    private void empty() {
        buffer.clear().position(HEAD_ROOM).limit(HEAD_ROOM + RawConnection.LARGE);
    }

    void send(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        byte[] header = new byte[BLOCK];
        for (Path file : files) {
            try (FileChannel content = FileChannel.open(file)) {
                long size = content.size();
                header(header, folder.relativize(file).toString(), size);
                put(header);
                while (content.position() < size) {
                    room();
                    content.read(buffer);
                }
                put(new byte[(int) (-size & BLOCK - 1)]);
            }
        }
        put(new byte[2 * BLOCK]);
        flush();
        upload.write(LAST_CHUNK);
    }

    private void put(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            room();
            int count = Math.min(buffer.remaining(), bytes.length - at);
            buffer.put(bytes, at, count);
            at += count;
        }
    }

    private void room() throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
    }

    /** Writes what is there as one chunk, its size set before it. */
    private void flush() throws IOException {
        byte[] size = Replies.ascii(Integer.toHexString(buffer.position() - HEAD_ROOM) + "\r\n");
        buffer.limit(buffer.position() + 2).put((byte) '\r').put((byte) '\n').flip();
        buffer.position(HEAD_ROOM - size.length).put(size).position(HEAD_ROOM - size.length);
        upload.write(buffer);
        empty();
    }

    private static void header(byte[] header, String name, long size) {
        Arrays.fill(header, (byte) 0);
        text(header, 0, name);
        text(header, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0%011o\0".formatted(size, 0));
        text(header, 148, "        0");
        text(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        text(header, 148, "%06o\0 ".formatted(sum));
    }

    private static void text(byte[] header, int at, String text) {
        byte[] bytes = Replies.ascii(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}

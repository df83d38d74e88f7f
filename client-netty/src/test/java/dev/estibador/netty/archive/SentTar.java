package dev.estibador.netty.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.estibador.common.FileSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a {@link TarSource} gives, taken apart by a reader that is not ours. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record SentTar(byte[] bytes, List<Integer> chunks, List<Sent> entries) {
    /** One entry; {@code type} is the letter of the tar header. */
    record Sent(TarArchiveEntry header, byte[] content) {
        String name() {
            return header.getName();
        }

        char type() {
            return (char) header.getLinkFlag();
        }

        long seconds() {
            return header.getLastModifiedTime().toMillis() / 1000;
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        /** All that there is to compare, on one line. */
        String line() {
            return "%s %s %o %s"
                    .formatted(type(), name(), header.getMode(), header.getLinkName())
                    .strip();
        }
    }

    static SentTar of(FileSet files) throws IOException {
        try (TarSource source = new TarSource(files)) {
            return of(source);
        }
    }

    /** The rest of what {@code source} gives. */
    static SentTar of(TarSource source, ByteBuffer... taken) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Integer> chunks = new ArrayList<>();
        for (ByteBuffer chunk : taken) {
            bytes.writeBytes(copy(chunk));
        }
        Queue<ByteBuffer> onTheirWay = new ArrayDeque<>();
        for (ByteBuffer chunk = source.next(); chunk != null; chunk = source.next()) {
            chunks.add(chunk.remaining());
            onTheirWay.add(chunk);
            if (onTheirWay.size() > 3) {
                sendFirst(source, onTheirWay, bytes);
            }
        }
        while (!onTheirWay.isEmpty()) {
            sendFirst(source, onTheirWay, bytes);
        }
        return new SentTar(bytes.toByteArray(), chunks, read(bytes.toByteArray()));
    }

    /** Some chunks wait to be sent while others are made, and each is used again once it has been sent. */
    private static void sendFirst(TarSource source, Queue<ByteBuffer> onTheirWay, ByteArrayOutputStream bytes) {
        ByteBuffer chunk = onTheirWay.remove();
        bytes.writeBytes(copy(chunk));
        source.giveBack(chunk);
    }

    private static byte[] copy(ByteBuffer chunk) {
        byte[] copy = new byte[chunk.remaining()];
        chunk.get(copy);
        return copy;
    }

    List<String> lines() {
        return entries.stream().map(Sent::line).toList();
    }

    List<String> names() {
        return entries.stream().map(Sent::name).toList();
    }

    Sent entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + names()));
    }

    private static List<Sent> read(byte[] tar) throws IOException {
        List<Sent> entries = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(new Sent(entry, in.readAllBytes()));
            }
        }
        return entries;
    }

    /** Whether this process has the file open. */
    static boolean isOpen(Path file) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors));
        try (Stream<Path> open = Files.list(descriptors)) {
            List<Path> all = open.toList();
            for (Path descriptor : all) {
                if (Files.isSymbolicLink(descriptor)
                        // A file that was deleted meanwhile has its name and a remark.
                        && Files.readSymbolicLink(descriptor).toString().startsWith(file.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Bytes that tell their place. */
    static byte[] content(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + i / 251);
        }
        return content;
    }
}

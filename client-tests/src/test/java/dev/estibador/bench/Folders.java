package dev.estibador.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Folders to upload, of bytes that no compressor makes smaller; made when first asked for, and removed at the end. */
final class Folders implements AutoCloseable {
    private static final int FILES_IN_A_FOLDER = 500;
    private static final int PIECE = 1 << 20;

    private final Path root;

    Folders(Path root) {
        this.root = root;
    }

    /** A task to send that many files of that many bytes. */
    String task(int files, int size) throws IOException {
        Path folder = root.resolve(files + "x" + size).toAbsolutePath();
        if (!Files.exists(folder)) {
            fill(folder, files, size);
        }
        return "build " + folder + " " + (long) files * size;
    }

    private static void fill(Path folder, int files, int size) throws IOException {
        Random random = new Random(files);
        byte[] bytes = new byte[Math.min(size, PIECE)];
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("part-" + i / FILES_IN_A_FOLDER).resolve("file-" + i);
            Files.createDirectories(file.getParent());
            try (var out = Files.newOutputStream(file)) {
                for (int left = size; left > 0; left -= bytes.length) {
                    random.nextBytes(bytes);
                    out.write(bytes);
                }
            }
        }
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

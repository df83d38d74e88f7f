package dev.estibador.netty.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for one input, of which nothing is left. */
public final class TemporaryDirectory {
    /** What is done in it. */
    public interface Work {
        void in(Path directory) throws IOException;
    }

    private TemporaryDirectory() {}

    public static void with(Work work) {
        try {
            Path directory = Files.createTempDirectory("estibador-fuzz");
            try {
                work.in(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

package dev.estibador.netty.archive;

import dev.estibador.netty.fuzz.TemporaryDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The fuzz target of archives that an engine sends: nothing is written outside of the directory, whatever they say. */
public final class TarExtractorFuzz {
    private TarExtractorFuzz() {}

    public static void extract(byte[] input) {
        TemporaryDirectory.with(directory -> extractBelow(input, directory));
    }

    private static void extractBelow(byte[] input, Path directory) throws IOException {
        Path neighbour = Files.createDirectory(directory.resolve("neighbour"));
        Path target = directory.resolve("target");
        for (String name : new String[] {null, "renamed"}) {
            try {
                TarExtractor.extract(new ByteArrayInputStream(input), target, name);
            } catch (IOException e) {
                // is how it refuses
            }
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> outside = all.filter(path -> !path.startsWith(target)).toList();
            if (!outside.equals(List.of(directory, neighbour))) {
                throw new AssertionError("it wrote outside of the directory: " + outside);
            }
        }
    }
}

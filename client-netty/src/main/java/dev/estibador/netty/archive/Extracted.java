package dev.estibador.netty.archive;

import java.nio.file.Path;
import java.util.List;

/**
 * What came out of a tar.
 *
 * @param written files, folders and links, absolute, in the order of the tar
 * @param bytes the content of all files together
 * @param skipped names of the device nodes and fifos, which are not made
 */
public record Extracted(List<Path> written, long bytes, List<String> skipped) {
    public Extracted {
        written = List.copyOf(written);
        skipped = List.copyOf(skipped);
    }
}

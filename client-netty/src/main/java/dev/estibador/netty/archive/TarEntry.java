package dev.estibador.netty.archive;

import java.nio.file.attribute.FileTime;

/**
 * The header of one entry of a tar that is read.
 *
 * @param name as the tar has it: not to be trusted
 * @param mode whatever bits the header has
 * @param link the target of a link; empty otherwise
 * @param size of the content, in bytes; 0 for what has none
 */
record TarEntry(String name, Kind kind, int mode, FileTime modified, String link, long size) {
    enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        /** A device node or a fifo. */
        SPECIAL
    }
}

package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a set of files.
 *
 * @param name relative, separated by {@code /}, without a trailing one
 * @param mode permission bits only, 0 to 07777
 * @param size of a file, in bytes
 * @param target of a symbolic link; empty otherwise
 * @param sameAs the name under which the same file was given before; null for the first
 */
public record FileEntry(
        String name,
        FileKind kind,
        int mode,
        FileTime modified,
        long size,
        String target,
        @Nullable String sameAs,
        Opening content) {
    private static final int FOLDER_MODE = 0755;
    private static final int LINK_MODE = 0777;

    /** Opens the content of a file. */
    public interface Opening {
        OpenContent open() throws IOException;
    }

    static FileEntry file(
            String name, int mode, FileTime modified, long size, @Nullable String sameAs, Opening content) {
        return new FileEntry(name, FileKind.FILE, mode, modified, size, "", sameAs, content);
    }

    static FileEntry symbolicLink(String name, FileTime modified, String target, @Nullable String sameAs) {
        return bare(name, FileKind.SYMBOLIC_LINK, LINK_MODE, modified, target, sameAs);
    }

    /** A folder that is made, or needed for what lies in it. */
    static FileEntry folder(String name, FileTime modified) {
        return bare(name, FileKind.FOLDER, FOLDER_MODE, modified, "", null);
    }

    static FileEntry bare(
            String name, FileKind kind, int mode, FileTime modified, String target, @Nullable String sameAs) {
        return new FileEntry(name, kind, mode, modified, 0, target, sameAs, () -> {
            throw new IOException("'" + name + "' has no content");
        });
    }

    /** Opens a file's content, which is what it was when it was found, or cannot be read. */
    public OpenContent open() throws IOException {
        return content.open();
    }
}

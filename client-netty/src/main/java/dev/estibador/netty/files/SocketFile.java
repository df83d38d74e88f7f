package dev.estibador.netty.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What stands where a Unix socket is looked for. */
public enum SocketFile {
    MISSING,
    /** A symbolic link that leads nowhere. */
    DANGLING,
    /** This process may not write to it, or not even see it. */
    FORBIDDEN,
    FOLDER,
    FILE,
    SOCKET;

    /** What it is now. */
    public static SocketFile at(Path path) {
        BasicFileAttributes file;
        try {
            file = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (AccessDeniedException e) {
            return FORBIDDEN;
        } catch (IOException e) {
            return Files.isSymbolicLink(path) ? DANGLING : MISSING;
        }
        if (!Files.isWritable(path)) {
            return FORBIDDEN;
        }
        return file.isDirectory() ? FOLDER : file.isRegularFile() ? FILE : SOCKET;
    }
}

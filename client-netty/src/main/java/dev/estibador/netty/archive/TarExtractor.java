package dev.estibador.netty.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tar, such as an engine sends of a container's files, into files below one directory, and nowhere else whatever
 * the tar says: a container's content is not to be trusted.
 *
 * <p>An entry that would leave the directory, by {@code ..}, by an absolute name or through a symbolic link, is an {@link
 * IOException} that names it; what was written before it stays. Symbolic links are made as they are and never followed.
 * A file or link that is in the way is replaced, a directory is merged with. Device nodes and fifos are left out.
 * Permissions and times are kept, the owner and the set-user, set-group and sticky bits are not, since the files become
 * those of another user. The directory itself keeps what it has. Memory is bounded whatever the tar has, by
 * {@link TarReader} and {@link OpenDirectories}.
 */
public final class TarExtractor {
    /** Of a whole path: more than Linux takes. Another system refuses some shorter ones itself. */
    private static final int LONGEST_PATH = 4095;

    private static final int LONGEST_TOLD = 200;

    private final Path root;
    private final @Nullable String name;
    private final OpenDirectories directories;

    private TarExtractor(Path root, @Nullable String name) {
        this.root = root;
        this.name = name;
        directories = new OpenDirectories(root);
    }

    /**
     * Writes all that is in {@code tar} below {@code target}, which is made if need be and may be a link to a directory.
     * Reads the stream to its end, since an engine locks the container until then, and leaves it open.
     */
    public static void extract(InputStream tar, Path target) throws IOException {
        extract(tar, target, null);
    }

    /** The same, where {@code name} takes the place of the first part of each entry's name; null for its own. */
    public static void extract(InputStream tar, Path target, @Nullable String name) throws IOException {
        if (!Files.isDirectory(target)) {
            Files.createDirectories(target);
        }
        new TarExtractor(target.toRealPath(), name).extractAll(new TarReader(tar));
    }

    private void extractAll(TarReader tar) throws IOException {
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            extract(entry, tar);
        }
        tar.finish();
        directories.finishAll();
    }

    private void extract(TarEntry entry, TarReader content) throws IOException {
        String name = entry.name();
        List<String> parts = parts(name, name);
        if (entry.kind() == TarEntry.Kind.SPECIAL) {
            return;
        }
        if (parts.isEmpty()) {
            if (entry.kind() != TarEntry.Kind.DIRECTORY) {
                throw new RefusedException(name, "it would replace the target directory itself");
            }
            return;
        }
        if (this.name != null) {
            parts.set(0, this.name);
        }
        Path path = locate(name, parts, true);
        try {
            write(entry, path, content);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException("'" + shown(name) + "' could not be written: " + e, e);
        }
        directories.touch(path);
    }

    private void write(TarEntry entry, Path path, TarReader content) throws IOException {
        switch (entry.kind()) {
            case DIRECTORY -> {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    clear(path);
                    Files.createDirectory(path);
                }
                directories.add(path, entry);
            }
            case SYMBOLIC_LINK -> {
                Path target = linkTarget(entry, path);
                clear(path);
                Files.createSymbolicLink(path, target);
                keepTime(path, entry.modified());
            }
            case HARD_LINK -> hardLink(entry, path);
            case FILE -> {
                clear(path);
                try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                    content.transferTo(out);
                }
                keepTime(path, entry.modified());
                keepMode(path, entry.mode());
            }
            case SPECIAL -> throw new IllegalStateException("nothing is written for it");
        }
    }

    private void hardLink(TarEntry entry, Path path) throws IOException {
        String name = entry.name();
        List<String> parts = parts(name, entry.link());
        if (this.name != null && !parts.isEmpty()) {
            parts.set(0, this.name);
        }
        Path first = locate(name, parts, false);
        if (first.equals(path)) {
            throw new RefusedException(name, "it is a link to itself");
        }
        if (Files.isSymbolicLink(first)) {
            Path target = Files.readSymbolicLink(first);
            clear(path);
            Files.createSymbolicLink(path, target);
        } else if (Files.isRegularFile(first, LinkOption.NOFOLLOW_LINKS)) {
            clear(path);
            Files.createLink(path, first);
        } else {
            throw new RefusedException(
                    name, "it is a link to '" + shown(entry.link()) + "', which is no file below the target");
        }
    }

    /**
     * The place of an entry. Each directory on the way there is looked at, since a link among them, from this tar or from
     * before, would lead elsewhere.
     */
    private Path locate(String name, List<String> parts, boolean make) throws IOException {
        if (bytes(root.toString()) + 1 + bytes(String.join("/", parts)) > LONGEST_PATH) {
            throw tooLong(name);
        }
        Path path = root;
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                enter(name, path, make);
            }
            path = child(name, path, parts.get(i));
        }
        return path;
    }

    private void enter(String name, Path directory, boolean make) throws IOException {
        if (directory.equals(root) || Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isSymbolicLink(directory)) {
            throw new RefusedException(
                    name,
                    "it lies below the symbolic link '"
                            + shown(root.relativize(directory).toString()) + "'");
        }
        if (!make || Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(
                    name, "'" + shown(root.relativize(directory).toString()) + "' is no directory");
        }
        Files.createDirectory(directory);
    }

    /** On each platform other characters have a meaning in a path: what is not plainly one name is refused. */
    private static Path child(String name, Path directory, String part) throws IOException {
        Path child;
        try {
            child = directory.resolve(part);
        } catch (InvalidPathException e) {
            throw new RefusedException(name, "this file system has no such name");
        }
        Path last = child.getFileName();
        if (!directory.equals(child.getParent())
                || last == null
                || !last.toString().equals(part)) {
            throw new RefusedException(name, "'" + shown(part) + "' is no plain name");
        }
        return child;
    }

    private static List<String> parts(String name, String path) throws IOException {
        if (path.startsWith("/")) {
            throw new RefusedException(name, "it is absolute");
        }
        if (path.length() > LONGEST_PATH) {
            throw tooLong(name);
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw new RefusedException(name, "it leaves the target directory");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** A link that is in the way is removed itself; a directory only if nothing is in it. */
    private void clear(Path path) throws IOException {
        Files.deleteIfExists(path);
        directories.remove(path);
    }

    private static Path linkTarget(TarEntry entry, Path link) throws IOException {
        try {
            return link.getFileSystem().getPath(entry.link());
        } catch (InvalidPathException e) {
            throw new RefusedException(entry.name(), "this file system cannot hold its target");
        }
    }

    private static RefusedException tooLong(String name) {
        return new RefusedException(name, "its path has more than " + LONGEST_PATH + " bytes");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static void keepTime(Path path, FileTime modified) throws IOException {
        BasicFileAttributeView view =
                Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setTimes(modified, null, null);
    }

    static void keepMode(Path path, int mode) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Permissions.of(mode));
        }
    }

    /** A name for a message. */
    private static String shown(String name) {
        String plain = name.replace('\0', '?');
        return plain.length() > LONGEST_TOLD ? plain.substring(0, LONGEST_TOLD) + ".." : plain;
    }

    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String name, String why) {
            super("'" + shown(name) + "' was refused: " + why);
        }
    }
}

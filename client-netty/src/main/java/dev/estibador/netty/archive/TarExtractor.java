package dev.estibador.netty.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tar, such as an engine sends of a container's files, into files below one folder, and nowhere else whatever
 * the tar says: a container's content is not to be trusted.
 *
 * <p>An entry that would leave the folder, by {@code ..}, by an absolute name or through a symbolic link, is an {@link
 * IOException} that names it; what was written before it stays. Symbolic links are made as they are and never followed.
 * A file or link that is in the way is replaced, a folder is merged with. Permissions and times are kept, the owner and
 * the set-user, set-group and sticky bits are not, since the files become those of another user. The folder itself
 * keeps what it has. A tar that ends without its end mark was cut, and fails.
 */
public final class TarExtractor {
    private final Path root;
    private final @Nullable String name;
    private final List<Path> written = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    /** Folders whose mode and time can only be set when nothing is written into them any more, the deepest first. */
    private final Map<Path, TarArchiveEntry> unfinished = new TreeMap<>(Comparator.reverseOrder());

    private long bytes;

    private TarExtractor(Path root, @Nullable String name) {
        this.root = root;
        this.name = name;
    }

    /**
     * Writes all that is in {@code tar} below {@code target}, which is made if need be and may be a link to a folder.
     * Reads the stream to its end, since an engine locks the container until then, and leaves it open.
     */
    public static Extracted extract(InputStream tar, Path target) throws IOException {
        return extract(tar, target, null);
    }

    /** The same, where {@code name} takes the place of the first part of each entry's name; null for its own. */
    public static Extracted extract(InputStream tar, Path target, @Nullable String name) throws IOException {
        if (!Files.isDirectory(target)) {
            Files.createDirectories(target);
        }
        return new TarExtractor(target.toRealPath(), name).extractAll(tar);
    }

    private Extracted extractAll(InputStream in) throws IOException {
        MarkedTar tar = new MarkedTar(in);
        for (TarArchiveEntry entry = tar.nextEntry(); entry != null; entry = tar.nextEntry()) {
            extract(entry, tar);
        }
        if (!tar.sawEndMark) {
            throw new IOException("The tar ends early: it was cut between two entries, or is none");
        }
        in.transferTo(OutputStream.nullOutputStream());
        for (Map.Entry<Path, TarArchiveEntry> folder : unfinished.entrySet()) {
            finishFolder(folder.getKey(), folder.getValue());
        }
        return new Extracted(written, bytes, skipped);
    }

    private void extract(TarArchiveEntry entry, TarArchiveInputStream content) throws IOException {
        String name = entry.getName();
        List<String> parts = parts(name, name);
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            skipped.add(name);
            return;
        }
        if (parts.isEmpty()) {
            if (!entry.isDirectory()) {
                throw refused(name, "it would replace the target folder itself");
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
            throw new IOException("'%s' could not be written: %s".formatted(name, e), e);
        }
        written.add(path);
    }

    private void write(TarArchiveEntry entry, Path path, TarArchiveInputStream content) throws IOException {
        if (entry.isDirectory()) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                clear(path);
                Files.createDirectory(path);
            }
            unfinished.put(path, entry);
        } else if (entry.isSymbolicLink()) {
            Path target = linkTarget(entry, path);
            clear(path);
            Files.createSymbolicLink(path, target);
            keepTime(path, entry);
        } else if (entry.isLink()) {
            hardLink(entry, path);
        } else if (entry.isFile() && !entry.isSparse()) {
            clear(path);
            try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                bytes += content.transferTo(out);
            }
            keepTime(path, entry);
            keepMode(path, entry);
        } else {
            throw refused(entry.getName(), "it is of a kind that engines do not send");
        }
    }

    private void hardLink(TarArchiveEntry entry, Path path) throws IOException {
        String name = entry.getName();
        List<String> parts = parts(name, entry.getLinkName());
        if (this.name != null && !parts.isEmpty()) {
            parts.set(0, this.name);
        }
        Path first = locate(name, parts, false);
        if (first.equals(path)) {
            throw refused(name, "it is a link to itself");
        }
        if (Files.isSymbolicLink(first)) {
            Path target = Files.readSymbolicLink(first);
            clear(path);
            Files.createSymbolicLink(path, target);
        } else if (Files.isRegularFile(first, LinkOption.NOFOLLOW_LINKS)) {
            clear(path);
            Files.createLink(path, first);
        } else {
            throw refused(name, "it is a link to '" + entry.getLinkName() + "', which is no file below the target");
        }
    }

    /**
     * The place of an entry. Each folder on the way there is looked at, since a link among them, be it from this tar or
     * from before, would lead elsewhere.
     */
    private Path locate(String name, List<String> parts, boolean make) throws IOException {
        Path path = root;
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                enter(name, path, make);
            }
            path = child(name, path, parts.get(i));
        }
        return path;
    }

    private void enter(String name, Path folder, boolean make) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isSymbolicLink(folder)) {
            throw refused(name, "it lies below the symbolic link '" + root.relativize(folder) + "'");
        }
        if (!make || Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(name, "'" + root.relativize(folder) + "' is no folder");
        }
        Files.createDirectory(folder);
    }

    /** On each platform other characters have a meaning in a path: what is not plainly one name is refused. */
    private static Path child(String name, Path folder, String part) throws IOException {
        Path child;
        try {
            child = folder.resolve(part);
        } catch (InvalidPathException e) {
            throw refused(name, "this file system has no such name");
        }
        Path last = child.getFileName();
        if (!folder.equals(child.getParent())
                || last == null
                || !last.toString().equals(part)) {
            throw refused(name, "'" + part + "' is no plain name");
        }
        return child;
    }

    private static List<String> parts(String name, String path) throws IOException {
        if (path.startsWith("/")) {
            throw refused(name, "it is absolute");
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw refused(name, "it leaves the target folder");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** A link that is in the way is removed itself; a folder only if nothing is in it. */
    private void clear(Path path) throws IOException {
        Files.deleteIfExists(path);
        unfinished.remove(path);
    }

    private void finishFolder(Path folder, TarArchiveEntry entry) throws IOException {
        // Where names differ by case only, a link may have taken the folder's place.
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            keepTime(folder, entry);
            keepMode(folder, entry);
        } catch (IOException e) {
            throw new IOException("'%s' could not be finished: %s".formatted(entry.getName(), e), e);
        }
    }

    private static Path linkTarget(TarArchiveEntry entry, Path link) throws IOException {
        try {
            return link.getFileSystem().getPath(entry.getLinkName());
        } catch (InvalidPathException e) {
            throw refused(entry.getName(), "this file system cannot hold its target");
        }
    }

    private static void keepTime(Path path, TarArchiveEntry entry) throws IOException {
        FileTime modified = entry.getLastModifiedTime();
        BasicFileAttributeView view =
                Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setTimes(modified, null, null);
    }

    private static void keepMode(Path path, TarArchiveEntry entry) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Permissions.of(entry.getMode()));
        }
    }

    private static RefusedException refused(String name, String why) {
        return new RefusedException("'%s' was refused: %s".formatted(name.replace('\0', '?'), why));
    }

    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Tells a tar that ended from one that was cut: the reader underneath takes both for the end. */
    private static final class MarkedTar extends TarArchiveInputStream {
        private boolean sawEndMark;

        MarkedTar(InputStream in) {
            super(in, "UTF-8");
        }

        @Override
        protected boolean isEOFRecord(byte @Nullable [] record) {
            boolean end = super.isEOFRecord(record);
            sawEndMark |= end && record != null;
            return end;
        }

        /** Headers that make no sense come as all kinds of unchecked exceptions from underneath. */
        @Nullable
        TarArchiveEntry nextEntry() throws IOException {
            try {
                return getNextEntry();
            } catch (RuntimeException e) {
                throw new IOException("The tar is damaged: " + e.getMessage(), e);
            }
        }
    }
}

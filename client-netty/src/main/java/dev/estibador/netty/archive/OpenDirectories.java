package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Directories that came out of a tar, whose mode and time are set once nothing is written into them any more. That is known
 * at the end of the tar only; but of more than {@value #MOST}, those into which nothing was written for the longest time are
 * finished before, so that memory is bounded whatever the tar has. Into one that is finished already can be written if its
 * mode allows it, and its time is lost then: only a tar of so many directories that is in no order does that.
 *
 * <p>They are kept in the order of their use, and each use of one is a use of those above it, after it. So what lies in
 * a directory is always finished before it.
 */
final class OpenDirectories {
    /** More than a path can have levels. */
    static final int MOST = 4096;

    private final Map<Path, Facts> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Path root;

    OpenDirectories(Path root) {
        this.root = root;
    }

    private record Facts(int mode, FileTime modified) {}

    void add(Path directory, TarEntry entry) throws IOException {
        open.put(directory, new Facts(entry.mode(), entry.modified()));
        touch(directory);
        if (open.size() > MOST) {
            Iterator<Map.Entry<Path, Facts>> oldest = open.entrySet().iterator();
            Map.Entry<Path, Facts> next = oldest.next();
            finish(next.getKey(), next.getValue());
            oldest.remove();
        }
    }

    void remove(Path path) {
        open.remove(path);
    }

    /** To be called when something was written at {@code path}. */
    void touch(Path path) {
        for (Path above = path.getParent(); above != null && !above.equals(root); above = above.getParent()) {
            open.get(above);
        }
    }

    void finishAll() throws IOException {
        for (Map.Entry<Path, Facts> directory : open.entrySet()) {
            finish(directory.getKey(), directory.getValue());
        }
        open.clear();
    }

    private static void finish(Path directory, Facts facts) throws IOException {
        // Where names differ by case only, a link may have taken the directory's place.
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            TarExtractor.keepTime(directory, facts.modified());
            TarExtractor.keepMode(directory, facts.mode());
        } catch (IOException e) {
            throw new IOException("'" + directory + "' could not be finished: " + e, e);
        }
    }
}

package dev.estibador.netty.archive;

import dev.estibador.common.IgnoreRules;
import dev.estibador.common.IgnoreRules.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * A walk through one tree on disk, a step at a time: parents before children, each folder's children sorted by name.
 * It holds one listing for each folder on the way from the root to where it is, and never an open file.
 */
final class FolderWalk {
    private final NavigableSet<String> taken;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** The first name of each file that has several. */
    private final Map<Object, String> firstNames = new HashMap<>();

    /** The folder whose listing is the next thing to read. */
    private @Nullable Found unopened;

    private boolean rootUnsent;

    /**
     * @param name the root's name in the tar; empty to leave the root itself out
     * @param rules what is left out; an excluded folder is only walked where an exception may lie inside
     * @param taken names that are sent otherwise: they are passed over, with all below them
     */
    FolderWalk(String name, Path root, IgnoreRules rules, NavigableSet<String> taken) throws IOException {
        this.taken = taken;
        FileFacts facts = DiskPath.facts(root);
        if (facts.kind() != FileKind.FOLDER) {
            throw new IOException("'" + root + "' is no folder");
        }
        this.unopened = new Found(name, root, facts, rules.top(), null);
        this.rootUnsent = !name.isEmpty();
    }

    /** The next file, folder, link or fifo; null at the end. */
    @Nullable
    Found next() throws IOException {
        Found root = unopened;
        if (root != null && rootUnsent) {
            rootUnsent = false;
            return root;
        }
        while (true) {
            Found folder = unopened;
            if (folder != null) {
                unopened = null;
                levels.push(new Level(folder.name(), folder.verdict(), children(folder.path())));
            }
            Level level = levels.peek();
            if (level == null) {
                return null;
            }
            if (!level.children.hasNext()) {
                levels.remove();
                continue;
            }
            Found found = look(level, level.children.next());
            if (found != null && found.facts().kind() == FileKind.FOLDER) {
                unopened = found;
            }
            if (found != null && !found.verdict().isExcluded()) {
                return found;
            }
        }
    }

    /** Null for what is neither sent nor walked. */
    private @Nullable Found look(Level level, Path path) throws IOException {
        String own = DiskPath.fileName(path);
        String name = (level.name.isEmpty() ? "" : level.name + "/") + own;
        Verdict verdict = level.verdict.of(own);
        if (taken.contains(name) || !verdict.mayHoldIncluded()) {
            return null;
        }
        FileFacts facts = DiskPath.facts(path, LinkOption.NOFOLLOW_LINKS);
        if (facts.kind() == FileKind.SOCKET || (facts.kind() != FileKind.FOLDER && verdict.isExcluded())) {
            return null;
        }
        if (facts.kind() == FileKind.DEVICE) {
            throw new IOException("'" + path + "' is a device, which cannot be sent");
        }
        String below = taken.ceiling(name + "/");
        if (facts.kind() != FileKind.FOLDER && below != null && below.startsWith(name + "/")) {
            throw new IOException("'" + below + "' is to be sent below '" + path + "', which is no folder");
        }
        Object key = facts.key();
        boolean linked = facts.kind() != FileKind.FOLDER && facts.links() > 1 && key != null;
        return new Found(name, path, facts, verdict, linked ? firstNames.putIfAbsent(key, name) : null);
    }

    private static Iterator<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw new IOException("'" + folder + "' cannot be listed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw DiskPath.unreadable(folder, e);
        }
        Collections.sort(children);
        return children.iterator();
    }

    /**
     * One thing in the tree.
     *
     * @param name in the tar, without a trailing {@code /}
     * @param verdict of the rules; an excluded one is a folder that is only walked
     * @param sameAs the name under which the same file was found before; null for the first
     */
    record Found(
            String name,
            Path path,
            FileFacts facts,
            Verdict verdict,
            @Nullable String sameAs) {}

    private record Level(String name, Verdict verdict, Iterator<Path> children) {}
}

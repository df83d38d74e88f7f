package dev.estibador.netty.session;

import dev.estibador.common.IgnoreRules;
import dev.estibador.common.IgnoreRules.Verdict;
import dev.estibador.netty.archive.FileEntry;
import dev.estibador.netty.archive.FileKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a folder an engine wants to see, as it says in a call's metadata.
 *
 * @param folder the name under which it knows the folder
 * @param included patterns, of which one must match; none for all
 * @param excluded patterns, by the rules of ignore files
 * @param followed paths that are wanted with what their links lead to, beside what is included; they may have wildcards
 */
record SyncFilter(String folder, List<String> included, List<String> excluded, List<String> followed) {
    static SyncFilter of(Map<String, List<String>> metadata) {
        List<String> folder = values(metadata, "dir-name");
        return new SyncFilter(
                folder.isEmpty() ? "" : folder.get(0),
                values(metadata, "include-patterns"),
                values(metadata, "exclude-patterns"),
                values(metadata, "followpaths"));
    }

    private static List<String> values(Map<String, List<String>> metadata, String name) {
        List<String> values = metadata.getOrDefault(name, List.of());
        boolean encoded = metadata.getOrDefault(name + "-encoded", List.of()).contains("1");
        // a plus sign stays what it is in a path
        return encoded
                ? values.stream()
                        .map(value -> URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
                        .toList()
                : values;
    }

    /** Those of the entries that are wanted, each with the folders above it; sorted as they are. */
    List<FileEntry> select(List<FileEntry> entries) {
        IgnoreRules out = IgnoreRules.of(excluded.toArray(String[]::new));
        IgnoreRules in = IgnoreRules.of(included.toArray(String[]::new));
        Set<String> targets = followed.isEmpty() ? Set.of() : new FollowedPaths(entries).of(followed);
        boolean all = (included.isEmpty() && followed.isEmpty()) || targets.contains("");
        List<FileEntry> selected = new ArrayList<>();
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(new Level("", null, in.top(), out.top(), all));
        for (FileEntry entry : entries) {
            String name = entry.name();
            while (!isIn(name, levels.element().name)) {
                levels.pop();
            }
            Level above = levels.element();
            String own = name.substring(name.lastIndexOf('/') + 1);
            Verdict asked = above.in.of(own);
            Verdict ignored = above.out.of(own);
            boolean followed = above.followed || targets.contains(name);
            Level level = new Level(name, entry, asked, ignored, followed);
            if ((followed || asked.isExcluded()) && !ignored.isExcluded()) {
                addFolders(levels, selected);
                selected.add(entry);
                level.given = true;
            }
            if (entry.kind() == FileKind.FOLDER) {
                levels.push(level);
            }
        }
        return selected;
    }

    private static boolean isIn(String name, String folder) {
        return folder.isEmpty() || (name.startsWith(folder) && name.charAt(folder.length()) == '/');
    }

    private static void addFolders(Deque<Level> levels, List<FileEntry> selected) {
        for (var level = levels.descendingIterator(); level.hasNext(); ) {
            Level folder = level.next();
            if (!folder.given && folder.entry != null) {
                folder.given = true;
                selected.add(folder.entry);
            }
        }
    }

    /** A folder on the way to where the selection is. */
    private static final class Level {
        final String name;
        final @Nullable FileEntry entry;
        final Verdict in;
        final Verdict out;
        /** All in it is wanted, unless it is excluded. */
        final boolean followed;

        boolean given;

        Level(String name, @Nullable FileEntry entry, Verdict in, Verdict out, boolean followed) {
            this.name = name;
            this.entry = entry;
            this.in = in;
            this.out = out;
            this.followed = followed;
        }
    }
}

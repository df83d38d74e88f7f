package dev.estibador.netty.archive;

import dev.estibador.build.BuildContext;
import dev.estibador.common.FileSet;
import dev.estibador.common.IgnoreRules;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A build context as a listing of what was there at one moment: for an engine that asks for the content of some of its files
 * only. Sorted by the names of the path from the top, compared as bytes in UTF-8, and each folder that is needed is there.
 */
public final class ContextTree {
    /** What has the rules of a folder. */
    public static final String IGNORE_FILE = ".dockerignore";

    private final List<FileEntry> all;
    private final Set<String> unbuilt;

    private ContextTree(List<FileEntry> all, Set<String> unbuilt) {
        this.all = all;
        this.unbuilt = unbuilt;
    }

    public static ContextTree of(BuildContext.OfFolder context) throws IOException {
        IgnoreRules rules = ContextFiles.rules(context);
        FileSet files = ContextFiles.of(context, rules);
        // What is made may have another content each time: with a new time, nobody takes it for what there was before.
        FileTime now = FileTime.from(Instant.now());
        Map<String, FileEntry> entries = new TreeMap<>(ContextTree::compare);
        SetWalk walk = new SetWalk(files, now);
        for (FileEntry entry = walk.next(); entry != null; entry = walk.next()) {
            entries.put(entry.name(), entry);
        }
        for (String name : List.copyOf(entries.keySet())) {
            for (int at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
                entries.computeIfAbsent(name.substring(0, at), missing -> FileEntry.folder(missing, now));
            }
        }
        Set<String> unbuilt = new HashSet<>();
        if (rules.excludes(context.dockerfileName())) {
            unbuilt.add(context.dockerfileName());
        }
        // no rule excludes one that was given beside the folder
        boolean given = context.files().entries().stream()
                .anyMatch(entry -> entry.name().equals(IGNORE_FILE));
        if (!given && rules.excludes(IGNORE_FILE)) {
            unbuilt.add(IGNORE_FILE);
        }
        return new ContextTree(List.copyOf(entries.values()), unbuilt);
    }

    /** All that the engine may have to read. */
    public List<FileEntry> all() {
        return all;
    }

    /** What the build may copy: without a Dockerfile and an ignore file that are only there to be read. */
    public List<FileEntry> built() {
        return unbuilt.isEmpty()
                ? all
                : all.stream().filter(entry -> !unbuilt.contains(entry.name())).toList();
    }

    /** As text of UTF-8 is compared byte by byte, with {@code /} before all else. */
    static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            int order = Integer.compare(weight(one.charAt(i)), weight(other.charAt(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int weight(char c) {
        if (c == '/') {
            return 0;
        }
        // surrogates stand for characters that come after all others
        return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
    }
}

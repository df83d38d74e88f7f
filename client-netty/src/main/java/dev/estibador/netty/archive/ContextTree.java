package dev.estibador.netty.archive;

import dev.estibador.build.BuildContext;
import dev.estibador.common.FileSet;
import dev.estibador.common.IgnoreRules;
import dev.estibador.netty.archive.SetWalk.Item;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A build context as a listing of what was there at one moment: for an engine that asks for the content of some of its files
 * only. Sorted by the names of the path from the top, compared as bytes in UTF-8, and each folder that is needed is there.
 */
public final class ContextTree {
    /** For what is made and has no content, so that no difference is seen in it. */
    private static final Instant FIXED_TIME = Instant.ofEpochSecond(1);

    private static final Comparator<String> BY_NAMES = ContextTree::compare;

    private final List<Entry> all;
    private final Set<String> unbuilt;

    private ContextTree(List<Entry> all, Set<String> unbuilt) {
        this.all = all;
        this.unbuilt = unbuilt;
    }

    public static ContextTree of(BuildContext.OfFolder context) throws IOException {
        IgnoreRules rules = ContextFiles.rules(context);
        FileSet files = ContextFiles.of(context, rules);
        // What is made may have another content each time: with a new time, nobody takes it for what there was before.
        Instant now = Instant.now();
        Map<String, Entry> entries = new TreeMap<>(BY_NAMES);
        SetWalk walk = new SetWalk(files);
        for (Item item = walk.next(); item != null; item = walk.next()) {
            entries.put(item.name(), entry(item, now));
        }
        for (String name : List.copyOf(entries.keySet())) {
            for (int at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
                String parent = name.substring(0, at);
                entries.computeIfAbsent(parent, missing -> entry(SetWalk.folder(missing), now));
            }
        }
        Set<String> unbuilt = new HashSet<>();
        for (String name : List.of(context.dockerfileName(), ContextFiles.IGNORE_FILE)) {
            boolean asked = context.files().entries().stream()
                    .anyMatch(entry -> entry.name().equals(name) && !name.equals(context.dockerfileName()));
            if (!asked && rules.excludes(name)) {
                unbuilt.add(name);
            }
        }
        return new ContextTree(List.copyOf(entries.values()), unbuilt);
    }

    private static Entry entry(Item item, Instant now) {
        Instant own = item.modified() == null ? null : item.modified().toInstant();
        Instant made = item.kind() == FileKind.FILE ? now : FIXED_TIME;
        return new Entry(item, own == null ? made : own);
    }

    /** All that the engine may have to read. */
    public List<Entry> all() {
        return all;
    }

    /** What the build may copy: without a Dockerfile and an ignore file that are only there to be read. */
    public List<Entry> built() {
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

    /** One thing in a context. */
    public static final class Entry {
        private final Item item;
        private final Instant modified;

        private Entry(Item item, Instant modified) {
            this.item = item;
            this.modified = modified;
        }

        /** Relative, separated by {@code /}, without a trailing one. */
        public String name() {
            return item.name();
        }

        public FileKind kind() {
            return item.kind();
        }

        /** Permission bits, 0 to 07777. */
        public int mode() {
            return item.mode();
        }

        public Instant modified() {
            return modified;
        }

        /** Of a file, in bytes. */
        public long size() {
            return item.size();
        }

        /** Of a symbolic link; empty otherwise. */
        public String target() {
            return item.target();
        }

        /** Another entry that is the same file, and is in the listing; null where there is none before it. */
        public @Nullable String sameAs() {
            return item.sameAs();
        }

        /** Opens a file's content, which is what it was when it was listed, or cannot be read. */
        public OpenContent open() throws IOException {
            return item.content().open();
        }

        @Override
        public String toString() {
            return name();
        }
    }
}

package dev.estibador.netty.session;

import dev.estibador.common.IgnoreRules;
import dev.estibador.netty.archive.FileEntry;
import dev.estibador.netty.archive.FileKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where paths lead in a tree whose links cannot leave it: each link on the way, and what is at the end. */
final class FollowedPaths {
    /** As many as a kernel follows, some times over; more are a circle. */
    private static final int MOST_LINKS = 255;

    private final Map<String, FileEntry> entries = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();
    private final Set<String> found = new HashSet<>();

    FollowedPaths(Collection<FileEntry> tree) {
        for (FileEntry entry : tree) {
            String name = entry.name();
            entries.put(name, entry);
            children.computeIfAbsent(parent(name), folder -> new ArrayList<>()).add(name);
        }
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Empty text stands for the whole tree. */
    Set<String> of(Collection<String> paths) {
        for (String path : paths) {
            Way way = new Way();
            way.lead(path, true);
            follow(way);
        }
        return found;
    }

    private void follow(Way way) {
        while (!way.rest.isEmpty()) {
            Step step = way.rest.pop();
            if (step.pattern) {
                for (String child : matching(way.at, step.name)) {
                    Way branch = new Way(way);
                    enter(branch, child);
                    follow(branch);
                }
                return;
            }
            if (step.name.equals("..")) {
                way.at = parent(way.at);
            } else if (!step.name.isEmpty() && !step.name.equals(".")) {
                enter(way, way.at.isEmpty() ? step.name : way.at + "/" + step.name);
            }
        }
        found.add(way.at);
    }

    /** Goes to that name, or to where a link begins to lead from, if it is one. */
    private void enter(Way way, String name) {
        FileEntry entry = entries.get(name);
        way.at = name;
        if (entry != null && entry.kind() == FileKind.SYMBOLIC_LINK && ++way.links <= MOST_LINKS) {
            found.add(name);
            way.lead(entry.target(), false);
            way.at = entry.target().startsWith("/") ? "" : parent(name);
        }
    }

    private List<String> matching(String folder, String pattern) {
        IgnoreRules rule = IgnoreRules.of(pattern);
        int start = folder.isEmpty() ? 0 : folder.length() + 1;
        return children.getOrDefault(folder, List.of()).stream()
                .filter(child -> rule.excludes(child.substring(start)))
                .toList();
    }

    /** One name on the way, which may be a pattern. */
    private record Step(String name, boolean pattern) {}

    /** How far one has come. */
    private static final class Way {
        final Deque<Step> rest;
        String at;
        int links;

        Way() {
            rest = new ArrayDeque<>();
            at = "";
        }

        Way(Way before) {
            rest = new ArrayDeque<>(before.rest);
            at = before.at;
            links = before.links;
        }

        /** Puts a path before what is still to be gone. */
        void lead(String path, boolean mayBePattern) {
            String[] names = path.split("/", -1);
            for (int i = names.length - 1; i >= 0; i--) {
                rest.push(new Step(names[i], mayBePattern && names[i].matches(".*[*?\\[\\\\].*")));
            }
        }
    }
}

package dev.estibador.netty.session;

import dev.estibador.common.IgnoreRules;
import dev.estibador.netty.archive.ContextTree.Entry;
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

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();
    private final Set<String> found = new HashSet<>();
    private int links;

    FollowedPaths(Collection<Entry> tree) {
        for (Entry entry : tree) {
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
            links = 0;
            Deque<Step> steps = new ArrayDeque<>();
            lead(steps, path, true);
            follow("", steps);
        }
        return found;
    }

    /** Puts a path before what is still to be gone. */
    private static void lead(Deque<Step> steps, String path, boolean pattern) {
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            steps.push(new Step(names[i], pattern && names[i].matches(".*[*?\\[\\\\].*")));
        }
    }

    private void follow(String from, Deque<Step> rest) {
        String at = from;
        while (!rest.isEmpty()) {
            Step step = rest.pop();
            if (step.pattern) {
                for (String child : matching(at, step.name)) {
                    Deque<Step> more = new ArrayDeque<>(rest);
                    follow(entered(child, more), more);
                }
                return;
            }
            if (step.name.equals("..")) {
                at = parent(at);
            } else if (!step.name.isEmpty() && !step.name.equals(".")) {
                at = entered(at.isEmpty() ? step.name : at + "/" + step.name, rest);
            }
        }
        found.add(at);
    }

    /** Where one is at that name: where a link begins to lead from, if it is one. */
    private String entered(String name, Deque<Step> rest) {
        Entry entry = entries.get(name);
        if (entry == null || entry.kind() != FileKind.SYMBOLIC_LINK || ++links > MOST_LINKS) {
            return name;
        }
        found.add(name);
        lead(rest, entry.target(), false);
        return entry.target().startsWith("/") ? "" : parent(name);
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
}

package dev.estibador.common;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of a folder is not sent, in the language of {@code .dockerignore}: a pattern a line, of which the last one that
 * matches a path or a folder above it decides, and {@code !} before those that let in again. {@code *} and {@code ?} stay
 * within a name, {@code **} does not, {@code [a-z]} is a class, and {@code \} takes a special character for itself.
 *
 * <p>Patterns are read and matched as the engine does it, and mean paths from the top of the folder, separated by
 * {@code /} on every system. What the engine accepts without taking it for what it looks like is refused here: a
 * {@code \} before a letter or digit, {@code *} or {@code ?} in a class, and {@code [:alpha:]}. A pattern that cannot be
 * read is an {@link IllegalArgumentException} that names it.
 */
public final class IgnoreRules {
    /** No rules: all is sent. */
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules in the text of a {@code .dockerignore}, where lines that begin with {@code #} are comments. */
    public static IgnoreRules parse(String text) {
        List<Rule> rules = new ArrayList<>();
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Rule rule = lines[i].startsWith("#") ? null : read(lines[i], "line " + (i + 1));
            if (rule != null) {
                rules.add(rule);
            }
        }
        return new IgnoreRules(rules);
    }

    /** The rules of these patterns; none is a comment. */
    public static IgnoreRules of(String... patterns) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < patterns.length; i++) {
            Rule rule = read(patterns[i], "number " + (i + 1));
            if (rule != null) {
                rules.add(rule);
            }
        }
        return new IgnoreRules(rules);
    }

    /** These rules, and after them an exception for each of these paths from the top, to the letter. */
    public IgnoreRules keeping(String... paths) {
        List<Rule> more = new ArrayList<>(rules);
        for (String path : paths) {
            more.add(new Rule(true, PathGlob.ofPath(fromTop(path))));
        }
        return new IgnoreRules(more);
    }

    /** Whether the file or folder of that path, from the top, is left out. The top itself never is. */
    public boolean excludes(String path) {
        Verdict verdict = top();
        for (String name : fromTop(path).split("/", -1)) {
            verdict = name.isEmpty() ? verdict : verdict.of(name);
        }
        return verdict.isExcluded();
    }

    /** Where a walk through the folder begins. */
    public Verdict top() {
        return new Verdict("", new BitSet(), false);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IgnoreRules that && patterns().equals(that.patterns());
    }

    @Override
    public int hashCode() {
        return patterns().hashCode();
    }

    /** The patterns, in order. */
    @Override
    public String toString() {
        return "IgnoreRules" + patterns();
    }

    private List<String> patterns() {
        return rules.stream().map(Rule::pattern).toList();
    }

    private record Rule(boolean isException, PathGlob glob) {
        String pattern() {
            return (isException ? "!" : "") + glob.text();
        }
    }

    /**
     * What the rules say of one file or folder, met on a walk from the top. It knows what they said of the folders on the
     * way, since a pattern that matched a folder has matched all that is in it.
     */
    public final class Verdict {
        private final String path;
        private final BitSet matched;
        private final boolean excluded;

        private Verdict(String path, BitSet matched, boolean excluded) {
            this.path = path;
            this.matched = matched;
            this.excluded = excluded;
        }

        /** Whether it is left out itself; what an exception lets in may lie in an excluded folder all the same. */
        public boolean isExcluded() {
            return excluded;
        }

        /** Whether a walk must look into this folder: it is not excluded, or an exception may lie inside. */
        public boolean mayHoldIncluded() {
            // What excluded this folder excludes all in it again, save for what a later exception says.
            for (int i = rules.size() - 1; excluded && !matched.get(i); i--) {
                if (rules.get(i).isException && rules.get(i).glob.mayMatchBelow(path)) {
                    return true;
                }
            }
            return !excluded;
        }

        /** What the rules say of the file or folder of that name in this folder. */
        public Verdict of(String name) {
            String inside = path.isEmpty() ? name : path + "/" + name;
            BitSet matches = new BitSet();
            boolean out = false;
            for (int i = 0; i < rules.size(); i++) {
                Rule rule = rules.get(i);
                // A rule that would change nothing is not asked, and so does not count as matched further below.
                if (matched.get(i) || (rule.isException == out && rule.glob.matches(inside))) {
                    matches.set(i);
                    out = !rule.isException;
                }
            }
            return new Verdict(inside, matches, out);
        }
    }

    /** As the engine does it, in two rounds: one of the file's reader, and one of the matcher. */
    private static @Nullable Rule read(String line, String place) {
        String read = trim(line);
        if (read.startsWith("!")) {
            String inverted = trim(read.substring(1));
            read = inverted.isEmpty() ? "!" : "!" + withoutRoot(clean(inverted));
        } else if (!read.isEmpty()) {
            read = withoutRoot(clean(read));
        }
        read = trim(read);
        if (read.isEmpty()) {
            return null;
        }
        String pattern = clean(read);
        try {
            if (!pattern.startsWith("!")) {
                return new Rule(false, PathGlob.parse(pattern));
            }
            if (pattern.length() == 1) {
                throw new IllegalArgumentException("has nothing after its !");
            }
            return new Rule(true, PathGlob.parse(pattern.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "Ignore rule '%s', %s, %s", trim(line), place, e.getMessage()), e);
        }
    }

    private static String fromTop(String path) {
        return clean("/" + path).substring(1);
    }

    private static String withoutRoot(String clean) {
        return clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
    }

    /** Without what changes nothing: doubled and trailing slashes, {@code .}, and {@code ..} after a name. */
    private static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && rooted)) {
                parts.addLast(part);
            }
        }
        String clean = (rooted ? "/" : "") + String.join("/", parts);
        return clean.isEmpty() ? "." : clean;
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** White space by Unicode, unlike the JDK's. */
    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }
}

package dev.estibador.common;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * One pattern of ignore rules, matched in time that grows with the product of the two lengths, whatever the pattern: all
 * ways through it are followed at once, and none is taken back.
 *
 * <p>The engine makes a regular expression of a pattern that needs one and compares plain text otherwise. What follows
 * from that, and is kept here: {@code **} as the first or the only wildcard is a plain suffix or prefix ({@code **file}
 * matches {@code myfile}); {@code ^} beside other wildcards is the beginning of the path; a class may match {@code /};
 * only in plain text does {@code **} match a line feed.
 */
final class PathGlob {
    private final String text;
    private final List<Step> steps;

    private PathGlob(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /** Of a pattern without superfluous slashes. What is wrong with it is an {@link IllegalArgumentException}. */
    static PathGlob parse(String text) {
        return new Parser(text).parse();
    }

    /** That matches nothing but this path. */
    static PathGlob ofPath(String path) {
        return parse(path.replaceAll("[*?\\[\\]^\\\\]", "\\\\$0"));
    }

    String text() {
        return text;
    }

    boolean matches(String path) {
        return ways(path).get(steps.size());
    }

    /** Whether there can be a path below {@code folder} that matches. */
    boolean mayMatchBelow(String folder) {
        return !ways(folder + "/").isEmpty();
    }

    /** The steps that may come next after {@code path}; one more than there are, where it matches. */
    private BitSet ways(String path) {
        BitSet ways = new BitSet();
        enter(ways, 0, true);
        int c;
        for (int at = 0; at < path.length() && !ways.isEmpty(); at += Character.charCount(c)) {
            c = path.codePointAt(at);
            ways = after(ways, c);
        }
        return ways;
    }

    private BitSet after(BitSet ways, int c) {
        BitSet next = new BitSet();
        for (int i = ways.nextSetBit(0); i >= 0 && i < steps.size(); i = ways.nextSetBit(i + 1)) {
            Step step = steps.get(i);
            if (!step.takes.test(c)) {
                continue;
            }
            switch (step.kind) {
                case ONE -> enter(next, i + 1, false);
                case REPEAT -> enter(next, i, false);
                case START -> {}
                case FOLDERS -> {
                    next.set(i);
                    if (c == '/') {
                        enter(next, i + 1, false);
                    }
                }
            }
        }
        return next;
    }

    private void enter(BitSet ways, int step, boolean atStart) {
        int i = step;
        ways.set(i);
        while (i < steps.size() && steps.get(i).kind.mayBeNothing(atStart)) {
            i++;
            ways.set(i);
        }
    }

    private enum Kind {
        ONE,
        REPEAT,
        /** Any characters with a slash behind them, or nothing at all. */
        FOLDERS,
        /** The beginning of the path. */
        START;

        boolean mayBeNothing(boolean atStart) {
            return switch (this) {
                case ONE -> false;
                case REPEAT, FOLDERS -> true;
                case START -> atStart;
            };
        }
    }

    private record Step(Kind kind, IntPredicate takes) {
        static Step one(int character) {
            return new Step(Kind.ONE, c -> c == character);
        }

        static Step ofAny(Kind kind) {
            return new Step(kind, c -> true);
        }

        static Step withinLine(Kind kind) {
            return new Step(kind, c -> c != '\n');
        }

        static Step withinName(Kind kind) {
            return new Step(kind, c -> c != '/');
        }
    }

    private static final class Parser {
        private final String text;
        private final int[] characters;
        private final List<Step> steps = new ArrayList<>();
        private int at;

        /** Whether the engine would need a regular expression. */
        private boolean regular;

        private boolean leading;
        private boolean trailing;

        Parser(String text) {
            this.text = text;
            this.characters = text.codePoints().toArray();
        }

        PathGlob parse() {
            while (at < characters.length) {
                int c = characters[at++];
                switch (c) {
                    case '*' -> star();
                    case '?' -> wildcard(Step.withinName(Kind.ONE));
                    case '[' -> wildcard(new Step(Kind.ONE, characterClass()));
                    case ']' -> wildcard(Step.one(c));
                    case '\\' -> wildcard(Step.one(escaped()));
                    case '^' -> steps.add(Step.ofAny(Kind.START));
                    default -> steps.add(Step.one(c));
                }
            }
            return new PathGlob(text, regular ? steps : plain());
        }

        private List<Step> plain() {
            List<Step> plain = new ArrayList<>();
            String rest = text;
            if (leading) {
                boolean wholeNames = rest.startsWith("**/");
                rest = rest.substring(wholeNames ? 3 : 2);
                plain.add(Step.ofAny(wholeNames ? Kind.FOLDERS : Kind.REPEAT));
            } else if (trailing) {
                rest = rest.substring(0, rest.length() - 2);
            }
            rest.codePoints().mapToObj(Step::one).forEach(plain::add);
            if (trailing && !leading) {
                plain.add(Step.ofAny(Kind.REPEAT));
            }
            return plain;
        }

        private void wildcard(Step step) {
            regular = true;
            steps.add(step);
        }

        private void star() {
            boolean first = at == 1;
            if (!next('*')) {
                wildcard(Step.withinName(Kind.REPEAT));
                return;
            }
            at++;
            if (next('/')) {
                at++;
            }
            if (at == characters.length) {
                regular |= leading;
                trailing = true;
                steps.add(Step.withinLine(Kind.REPEAT));
            } else {
                regular |= !first;
                // Two in a row are one, and would cost their number in each step.
                if (steps.isEmpty() || steps.get(steps.size() - 1).kind != Kind.FOLDERS) {
                    steps.add(Step.withinLine(Kind.FOLDERS));
                }
            }
            leading |= first;
        }

        private boolean next(int character) {
            return at < characters.length && characters[at] == character;
        }

        /** The engine takes a letter or digit here for a word of regular expressions, or refuses it. */
        private int escaped() {
            if (at == characters.length) {
                throw new IllegalArgumentException("ends with a \\ that has nothing to stand before; write \\\\");
            }
            int c = characters[at++];
            if (c >= 128 || Character.isLetterOrDigit(c)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "has a \\ before '%s', which needs none; folders are separated by /, on every system",
                        Character.toString(c)));
            }
            return c;
        }

        private IntPredicate characterClass() {
            boolean negated = next('^');
            if (negated) {
                at++;
            }
            List<int[]> ranges = new ArrayList<>();
            while (ranges.isEmpty() || !next(']')) {
                int low = member();
                int high = low;
                if (next('-')) {
                    at++;
                    high = member();
                }
                if (low > high) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT, "has the range %c-%c, whose end comes before its beginning", low, high));
                }
                ranges.add(new int[] {low, high});
            }
            at++;
            return c -> negated != ranges.stream().anyMatch(range -> range[0] <= c && c <= range[1]);
        }

        /** The engine accepts some wildcards in a class, but does not take them for themselves. */
        private int member() {
            if (at == characters.length) {
                throw new IllegalArgumentException("has a class without its ]; write \\[ for the character itself");
            }
            int c = characters[at++];
            if (c == '\\') {
                return escaped();
            }
            if (c == '-' || c == ']' || c == '*' || c == '?' || (c == '[' && next(':'))) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "has a %c in a class where it does not stand for itself; write \\%c", c, c));
            }
            return c;
        }
    }
}

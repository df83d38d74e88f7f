package dev.estibador.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder to build from, with all that a folder can hold, and an ignore file; always the same for the same number. */
final class RandomTree {
    private static final List<String> PLAIN = List.of(
            "a",
            "b",
            "docs",
            "src",
            "lib",
            "target",
            "README.md",
            "NOTES.md",
            "app.log",
            "a.b",
            "x y",
            ".git",
            ".env",
            "-dash",
            "c[1]",
            "star*",
            "back\\slash",
            "!bang",
            "#hash",
            "w".repeat(120));
    /** Not for an {@code oldCli}: it took these characters for words of regular expressions. */
    private static final List<String> SPECIAL = List.of("d+e", "(f)", "^caret", "{g}$");

    private static final List<String> FOREIGN = List.of("ünï", "⚓", "\uD83D\uDEA2.md", "日本".repeat(20));
    private static final List<String> TARGETS = List.of(".", "..", "a", "src/a", "nowhere", "/no/where", "x y/../b");
    private static final int[] FILE_MODES = {0644, 0755, 0600, 0444, 0400, 04755, 02711};
    private static final int[] FOLDER_MODES = {0755, 0700, 01777, 02750};

    private final Path root;
    private final Random random;
    private final boolean oldCli;
    private final List<String> names = new ArrayList<>(PLAIN);
    private final List<Path> linkable = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private String dockerfile = "Dockerfile";

    private RandomTree(Path root, long number, boolean oldCli) {
        this.root = root;
        this.random = new Random(number);
        this.oldCli = oldCli;
        if (!oldCli) {
            names.addAll(SPECIAL);
        }
        if ("UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
            names.addAll(FOREIGN);
        }
    }

    static RandomTree in(Path root, long number, boolean oldCli) throws IOException {
        RandomTree tree = new RandomTree(root, number, oldCli);
        tree.fill(root, 0);
        tree.finish();
        return tree;
    }

    String dockerfile() {
        return dockerfile;
    }

    /** For whoever looks for the reason of a difference. */
    @Override
    public String toString() {
        return "rules " + rules + " with " + dockerfile + " over " + paths;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private void fill(Path folder, int depth) throws IOException {
        int entries = random.nextInt(depth == 0 ? 9 : 5);
        for (int i = 0; i < entries; i++) {
            Path path = folder.resolve(any(names));
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            paths.add(root.relativize(path).toString());
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    Files.createDirectory(path);
                    if (depth < 3) {
                        fill(path, depth + 1);
                    }
                    Files.setAttribute(path, "unix:mode", FOLDER_MODES[random.nextInt(FOLDER_MODES.length)]);
                }
                case 3 -> {
                    Files.createSymbolicLink(path, Path.of(any(TARGETS)));
                    linkable.add(path);
                }
                case 4 -> {
                    if (linkable.isEmpty()) {
                        file(path);
                    } else {
                        Files.createLink(path, any(linkable));
                    }
                }
                default -> file(path);
            }
        }
    }

    private void file(Path path) throws IOException {
        byte[] content = new byte[oneIn(10) ? random.nextInt(100_000) : random.nextInt(700)];
        random.nextBytes(content);
        Files.write(path, content);
        Files.setAttribute(path, "unix:mode", FILE_MODES[random.nextInt(FILE_MODES.length)]);
        linkable.add(path);
    }

    private void finish() throws IOException {
        if (oneIn(4)) {
            dockerfile = oneIn(2) ? "in/a folder/web.Dockerfile" : "other.Dockerfile";
        }
        Path file = root.resolve(dockerfile);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "FROM scratch\n");
        paths.add(dockerfile);
        if (!oneIn(10)) {
            // The CLI asks in another way whether the Dockerfile is excluded, and loses one in a folder that an
            // exception
            // names after a rule has named the Dockerfile.
            boolean exceptions = oneIn(2) && !dockerfile.contains("/");
            int lines = random.nextInt(7);
            for (int i = 0; i < lines; i++) {
                String rule = exceptions && oneIn(2) ? "!" + exception() : pattern();
                // An old CLI did not find all that a pattern which can match a slash matches of the folders above.
                if (!(oldCli && exceptions && (rule.contains("**") || rule.contains("[^")))) {
                    rules.add(rule);
                }
            }
            if (oldCli) {
                // Nor did it forget in a folder the rules that had nothing to say of it after others.
                rules.sort(Comparator.comparing(rule -> rule.startsWith("!")));
            }
            Files.writeString(root.resolve(".dockerignore"), String.join(oneIn(5) ? "\r\n" : "\n", rules));
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                FileTime time = FileTime.from(random.nextLong(2_000_000_000_000L), TimeUnit.MILLISECONDS);
                Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(time, null, null);
            }
        }
    }

    /** Down to the last name without special characters: what the CLI does with others is told of in the test. */
    private String exception() {
        boolean fileOnly = oldCli && !linkable.isEmpty();
        String path = escaped(fileOnly ? root.relativize(any(linkable)).toString() : any(paths));
        int slash = path.lastIndexOf('/');
        if (path.lastIndexOf('\\', slash) >= 0) {
            return path.substring(slash + 1);
        }
        // A newer one forgets in a folder that is not excluded what exceptions matched it, an old one does not.
        if (oldCli) {
            return fileOnly ? path : "nothing";
        }
        return switch (random.nextInt(5)) {
            case 0 -> slash < 0 ? "*.md" : path.substring(0, slash) + "/*";
            case 1 -> (slash < 0 ? "" : path.substring(0, slash + 1)) + "[a-z]*";
            case 2 -> " /" + path + "/ ";
            default -> path;
        };
    }

    private String pattern() {
        String path = escaped(any(paths));
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        return switch (random.nextInt(18)) {
            case 0 -> "*";
            case 1 -> "**";
            case 2 -> "**/" + last;
            case 3 -> "**/*.md";
            case 4 -> "*/" + last;
            case 5 -> slash < 0 ? "?" : path.substring(0, slash) + "/**";
            case 6 -> slash < 0 ? "[a-d]*" : path.substring(0, slash);
            case 7 -> "  /" + path + "/  ";
            case 8 -> "./" + path.replace("/", "//");
            case 9 -> "# " + path;
            case 10 -> "";
            case 11 -> "*.*";
            case 12 -> "." + (oneIn(2) ? "*" : "dockerignore");
            case 13 -> "**/" + last + "/**";
            case 14 -> "[^a-m]*";
            default -> path;
        };
    }

    private static String escaped(String path) {
        return path.replaceAll("[*?\\[\\]\\\\]", "\\\\$0");
    }
}

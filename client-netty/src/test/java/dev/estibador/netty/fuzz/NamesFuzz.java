package dev.estibador.netty.fuzz;

import dev.estibador.common.IgnoreRules;
import dev.estibador.common.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The fuzz targets of what people write: ignore rules and names of images. */
final class NamesFuzz {
    private static final String PATHS = "\n--\n";

    private NamesFuzz() {}

    static void imageReference(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String registry = ImageReference.registryIn(text);
        ImageReference read;
        try {
            read = ImageReference.parse(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        same(read.domain(), registry, "the registry");
        same(read, ImageReference.parse(read.toString()), "the full name " + read);
        same(read, ImageReference.parse(read.familiar()), "the familiar name " + read.familiar());
    }

    /** The rules, then a line {@code --}, then paths. */
    static void ignoreRules(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf(PATHS);
        IgnoreRules rules;
        try {
            rules = IgnoreRules.parse(end < 0 ? text : text.substring(0, end));
        } catch (IllegalArgumentException e) {
            return;
        }
        for (String path : (end < 0 ? "a/b" : text.substring(end + PATHS.length())).split("\n", -1)) {
            walk(rules, path);
            check(!rules.keeping(path).excludes(path), "\"" + path + "\" is excluded though it is kept");
        }
    }

    /** A walk and a question for one path say the same, and a walk that stops has missed nothing. */
    private static void walk(IgnoreRules rules, String path) {
        IgnoreRules.Verdict verdict = rules.top();
        boolean stopped = false;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return; // no path that a walk meets
            }
            verdict = verdict.of(name);
            check(!stopped || verdict.isExcluded(), "\"" + path + "\" lies below a directory that is not looked into");
            stopped |= !verdict.mayHoldIncluded();
        }
        same(verdict.isExcluded(), rules.excludes(path), "the walk to \"" + path + "\"");
    }

    private static void same(Object one, Object other, String of) {
        check(Objects.equals(one, other), of + ": " + one + ", and " + other);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}

package dev.estibador.common;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image's name in full. {@link #parse} completes what people write as engines do: {@code busybox} is
 * {@code docker.io/library/busybox}. What is no name is an {@link IllegalArgumentException}.
 *
 * @param domain the registry's host, with a port where it has one
 * @param path the repository in the registry
 * @param tag null where none was said
 * @param digest such as {@code sha256:..}; null where none was said
 */
public record ImageReference(
        String domain,
        String path,
        @Nullable String tag,
        @Nullable String digest) {
    private static final String HUB = "docker.io";
    private static final String HUB_OF_OLD = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final int LONGEST_PATH = 255;
    private static final int LONGEST_DOMAIN = 255;
    private static final int LONGEST_DIGEST = 1024;

    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final Pattern DOMAIN =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?");

    private static final String WORD = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern PATH = Pattern.compile(WORD + "(?:/" + WORD + ")*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})");
    private static final Pattern ID = Pattern.compile("[a-f0-9]{64}");
    private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    public ImageReference {
        // lengths come before the patterns, which need stack for each repetition of a group
        String whole = shortened(domain) + "/" + shortened(path);
        check(
                domain.length() <= LONGEST_DOMAIN,
                whole,
                "its registry is longer than " + LONGEST_DOMAIN + " characters");
        check(DOMAIN.matcher(domain).matches(), whole, "its registry \"" + domain + "\" is no host");
        check(
                path.chars().noneMatch(Character::isUpperCase),
                whole,
                "a repository has no upper-case letters, except in its registry's host");
        check(path.length() <= LONGEST_PATH, whole, "the repository is longer than " + LONGEST_PATH + " characters");
        check(
                PATH.matcher(path).matches(),
                whole,
                "the repository \"" + path
                        + "\" is not made of a-z and 0-9, with '/' and single separators in between");
        check(
                tag == null || TAG.matcher(tag).matches(),
                whole,
                "the tag \"" + shortened(tag) + "\" is not made of up to 128 of A-Z, a-z, 0-9, '_', '.' and '-'");
        check(digest == null || isDigest(digest), whole, "\"" + shortened(digest) + "\" is no digest");
    }

    /** For a message, of which nobody reads more. */
    private static String shortened(@Nullable String text) {
        String all = String.valueOf(text);
        return all.length() <= 2 * LONGEST_PATH ? all : all.substring(0, 2 * LONGEST_PATH) + "..";
    }

    private static boolean isDigest(String text) {
        if (text.length() > LONGEST_DIGEST) {
            return false;
        }
        Matcher matcher = DIGEST.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        String hex = matcher.group(2);
        Integer digits = HEX_DIGITS.get(matcher.group(1));
        return digits == null || (hex.length() == digits && hex.chars().noneMatch(Character::isUpperCase));
    }

    private static void check(boolean right, String name, String problem) {
        if (!right) {
            throw new IllegalArgumentException("\"" + name + "\" is no image reference: " + problem);
        }
    }

    /** Reads a reference as people write it: {@code [registry/]repository[:tag][@digest]}. */
    public static ImageReference parse(String text) {
        check(!ID.matcher(text).matches(), text, "64 hexadecimal digits are an id, not a name");
        int at = text.indexOf('@');
        String digest = at < 0 ? null : text.substring(at + 1);
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/') && colon >= 0;
        String tag = tagged ? rest.substring(colon + 1) : null;
        String name = tagged ? rest.substring(0, colon) : rest;

        int slash = name.indexOf('/');
        String host = slash < 0 ? "" : name.substring(0, slash);
        if (!isHost(host)) {
            return onHub(name, tag, digest);
        }
        String path = name.substring(slash + 1);
        return host.equals(HUB) || host.equals(HUB_OF_OLD)
                ? onHub(path, tag, digest)
                : new ImageReference(host, path, tag, digest);
    }

    /**
     * The registry that the name of an image or a plugin begins with, Docker Hub being {@code docker.io} and where none is
     * named. The rest of the name is not looked at.
     */
    public static String registryIn(String name) {
        int slash = name.indexOf('/');
        String host = slash < 0 ? "" : name.substring(0, slash);
        return isHost(host) && !host.equals(HUB_OF_OLD) ? host : HUB;
    }

    /** The first part is a registry only if it cannot be part of a repository. */
    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || first.chars().anyMatch(Character::isUpperCase);
    }

    private static ImageReference onHub(String path, @Nullable String tag, @Nullable String digest) {
        return new ImageReference(HUB, path.indexOf('/') < 0 ? OFFICIAL + path : path, tag, digest);
    }

    /** Registry and repository in full: {@code docker.io/library/busybox}. */
    public String name() {
        return domain + "/" + path;
    }

    /**
     * Registry and repository as engines show them: {@code busybox}, {@code acme/app}, {@code registry:5000/app}. In full where
     * anything shorter would mean another image: {@code docker.io/localhost/app}.
     */
    public String familiarName() {
        if (!domain.equals(HUB)) {
            return name();
        }
        String bare = path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) : path;
        String familiar = bare.indexOf('/') < 0 ? bare : path;
        String first = familiar.substring(0, Math.max(0, familiar.indexOf('/')));
        return isHost(first) || ID.matcher(familiar).matches() ? name() : familiar;
    }

    /** The whole reference as engines show it. */
    public String familiar() {
        return familiarName() + suffix();
    }

    /** The same, with the tag {@code latest} where it has neither tag nor digest. */
    public ImageReference orLatest() {
        return tag == null && digest == null ? new ImageReference(domain, path, "latest", null) : this;
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    /** The whole reference in full. */
    @Override
    public String toString() {
        return name() + suffix();
    }
}

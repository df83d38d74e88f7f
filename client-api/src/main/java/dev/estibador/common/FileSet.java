package dev.estibador.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files to be sent to an engine: the context of a build, or what is copied into a container.
 *
 * <p>A pure value: it names files on disk but never opens one. They are read while they are sent, with the mode and
 * time of modification that they have then. What is given as bytes or a stream, folders made up here and symbolic links
 * carry one fixed time, 1970-01-01T00:00:01Z, so that the same set always gives the same tar; {@link Builder#fixedTime}
 * gives one time to all. Everything arrives as owned by root (0:0). A folder that only occurs within names ({@code etc}
 * in {@code etc/motd}) is left to the engine, which makes it where it is missing and leaves it alone where it is not.
 *
 * <p>Names are relative and separated by {@code /}, whatever the platform; a leading {@code /} or {@code ./} is dropped
 * and {@code ..} is resolved. An {@link IllegalArgumentException} answers a name that is empty, leaves the set, or lies
 * below another entry that is a file.
 */
public final class FileSet {
    /** No files at all. */
    public static final FileSet EMPTY = new FileSet(List.of(), null);

    /** A parent comes right before what lies below it, as if {@code /} were the smallest of all characters. */
    private static final Comparator<String> PARENTS_FIRST = Comparator.comparing(name -> name.replace('/', '\0'));

    private final List<Entry> entries;
    private final @Nullable Instant fixedTime;

    private FileSet(Collection<Entry> entries, @Nullable Instant fixedTime) {
        this.entries = List.copyOf(entries);
        this.fixedTime = fixedTime;
    }

    /** The set that {@code files} describes. */
    public static FileSet of(Consumer<Builder> files) {
        Builder builder = builder();
        files.accept(builder);
        return builder.build();
    }

    /** A builder of an empty set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this set. */
    public Builder toBuilder() {
        Builder builder = builder();
        entries.forEach(builder::put);
        builder.fixedTime = fixedTime;
        return builder;
    }

    /** What the set holds, each name once, sorted with parents before their children. */
    public List<Entry> entries() {
        return entries;
    }

    /** The time of modification that everything is sent with; null where each entry has its own. */
    public @Nullable Instant fixedTime() {
        return fixedTime;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileSet that
                && entries.equals(that.entries)
                && Objects.equals(fixedTime, that.fixedTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entries, fixedTime);
    }

    /** The names, never the content. */
    @Override
    public String toString() {
        return "FileSet" + entries.stream().map(Entry::name).toList();
    }

    /** One thing in a set. The name is normal: no leading or trailing {@code /}, no {@code .} or {@code ..} in it. */
    public sealed interface Entry {
        String name();
    }

    /** A regular file on disk. Where {@code source} is a symbolic link, the file that it leads to is sent. */
    public record DiskFile(String name, Path source) implements Entry {}

    /**
     * A whole tree on disk, read when it is sent. The name is empty where the tree's content is the set's root. What
     * has an entry of its own in the set is left out of the tree, with all that lies below it, and so is what the rules
     * exclude: their paths begin at the tree's root.
     */
    public record DiskFolder(String name, Path source, IgnoreRules rules) implements Entry {}

    /** A file from memory; {@code mode} holds permission bits, 0 to 07777. */
    public record MemoryFile(String name, ByteBuffer content, int mode) implements Entry {
        public MemoryFile {
            content = ByteBuffer.allocate(content.remaining())
                    .put(content.duplicate())
                    .flip()
                    .asReadOnlyBuffer();
        }

        /** The whole content, read-only; every call gives a buffer with its own position. */
        @Override
        public ByteBuffer content() {
            return content.duplicate();
        }

        /** Name, size and mode, never the content. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "MemoryFile[name=%s, size=%d, mode=%o]", name, content.remaining(), mode);
        }
    }

    /** A file whose content comes from elsewhere while it is sent; two are equal if they have the same opener. */
    public record StreamedFile(String name, long size, int mode, Content content) implements Entry {}

    /** Opens the content of a {@link StreamedFile}, each time that it is sent. The stream is closed after its end. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** A folder without content of its own, mode 0755. */
    public record EmptyFolder(String name) implements Entry {}

    /** A symbolic link; {@code target} is sent as it is and need not exist. */
    public record SymbolicLink(String name, String target) implements Entry {}

    /** Collects the entries of a set. A later entry replaces an earlier one of the same name. */
    public static final class Builder {
        private static final int PLAIN = 0644;

        private final TreeMap<String, Entry> entries = new TreeMap<>(PARENTS_FIRST);
        private @Nullable Instant fixedTime;

        private Builder() {}

        /** A regular file on disk, sent with the mode and time that it has when it is read. */
        public Builder file(String name, Path source) {
            return put(new DiskFile(fileName(name), source));
        }

        /** A file with this content and mode 0644. */
        public Builder bytes(String name, byte[] content) {
            return bytes(name, content, PLAIN);
        }

        /** A file with this content and these permission bits, such as {@code 0755}. */
        public Builder bytes(String name, byte[] content, int mode) {
            return put(new MemoryFile(fileName(name), ByteBuffer.wrap(content), permissions(name, mode)));
        }

        /** A file of exactly {@code size} bytes and mode 0644, whose content is opened when it is its turn. */
        public Builder stream(String name, long size, Content content) {
            return stream(name, size, PLAIN, content);
        }

        /** The same, with these permission bits, such as {@code 0755}. */
        public Builder stream(String name, long size, int mode, Content content) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "The size of '%s' cannot be %d bytes", name, size));
            }
            return put(new StreamedFile(fileName(name), size, permissions(name, mode), content));
        }

        /** A file with this text in UTF-8 and mode 0644. */
        public Builder text(String name, String content) {
            return text(name, content, PLAIN);
        }

        /** A file with this text in UTF-8 and these permission bits, such as {@code 0755}. */
        public Builder text(String name, String content, int mode) {
            return bytes(name, content.getBytes(StandardCharsets.UTF_8), mode);
        }

        /**
         * The whole tree below a folder on disk; the name {@code ""} or {@code "."} puts its content into the root of
         * the set. Symbolic links are sent as links and never followed, save that {@code source} itself may be one.
         * Empty folders are kept, further hard links to one file are sent as links, sockets are left out.
         */
        public Builder folder(String name, Path source) {
            return folder(name, source, IgnoreRules.NONE);
        }

        /**
         * The same, without what the rules exclude. Excluded folders are only looked into where an exception may lie
         * inside; what that lets in is sent without the folders above it, which the engine makes.
         */
        public Builder folder(String name, Path source, IgnoreRules rules) {
            return put(new DiskFolder(normal(name), source, rules));
        }

        /** A folder with nothing in it, mode 0755. */
        public Builder emptyFolder(String name) {
            return put(new EmptyFolder(notRoot(name, normal(name))));
        }

        /** A symbolic link to {@code target}, which is sent as it is. */
        public Builder symlink(String name, String target) {
            if (target.isEmpty()) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "The symbolic link '%s' needs a target", name));
            }
            sendable(target);
            return put(new SymbolicLink(fileName(name), target));
        }

        /**
         * Sends everything with this time of modification, in whole seconds, instead of its own: two sets of the same
         * content and modes then give the same bytes, and the same layers.
         */
        public Builder fixedTime(Instant time) {
            fixedTime = time;
            return this;
        }

        public FileSet build() {
            Deque<Entry> parents = new ArrayDeque<>();
            for (Entry entry : entries.values()) {
                while (!parents.isEmpty() && !isBelow(entry, parents.element())) {
                    parents.remove();
                }
                if (!parents.isEmpty() && !isFolder(parents.element())) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "'%s' lies below '%s', which is no folder in this set",
                            entry.name(),
                            parents.element().name()));
                }
                parents.push(entry);
            }
            return new FileSet(entries.values(), fixedTime);
        }

        private Builder put(Entry entry) {
            entries.put(entry.name(), entry);
            return this;
        }

        private static boolean isBelow(Entry entry, Entry parent) {
            return parent.name().isEmpty() || entry.name().startsWith(parent.name() + "/");
        }

        private static boolean isFolder(Entry entry) {
            return entry instanceof DiskFolder || entry instanceof EmptyFolder;
        }

        private static int permissions(String name, int mode) {
            if (mode < 0 || mode > 07777) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "The mode of '%s' must be permission bits, 0 to 07777, and not 0%o", name, mode));
            }
            return mode;
        }

        private static String fileName(String name) {
            if (name.endsWith("/")) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "'%s' names a folder; say the name that the file has in it", name));
            }
            return notRoot(name, normal(name));
        }

        private static String notRoot(String name, String normal) {
            if (normal.isEmpty()) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "'%s' is no name for an entry of a file set", name));
            }
            return normal;
        }

        private static String normal(String name) {
            sendable(name);
            Deque<String> parts = new ArrayDeque<>();
            for (String part : name.split("/", -1)) {
                if (part.equals("..")) {
                    if (parts.pollLast() == null) {
                        throw new IllegalArgumentException(
                                String.format(Locale.ROOT, "'%s' leaves the file set", name));
                    }
                } else if (!part.isEmpty() && !part.equals(".")) {
                    parts.addLast(part);
                }
            }
            return String.join("/", parts);
        }

        private static void sendable(String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "'%s' holds a NUL character", text.replace('\0', '?')));
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "'%s' holds half a surrogate pair", text));
            }
        }
    }
}

package dev.estibador.netty.archive;

import dev.estibador.common.FileSet;
import dev.estibador.common.FileSet.DiskFile;
import dev.estibador.common.FileSet.DiskFolder;
import dev.estibador.common.FileSet.EmptyFolder;
import dev.estibador.common.FileSet.MemoryFile;
import dev.estibador.common.FileSet.StreamedFile;
import dev.estibador.common.FileSet.SymbolicLink;
import dev.estibador.netty.archive.FolderWalk.Found;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a file set comes to, one thing after another, looked for on disk as it is asked for. It never holds an open file. */
final class SetWalk {
    private static final int FOLDER_MODE = 0755;
    private static final int LINK_MODE = 0777;
    private static final LinkOption[] NOFOLLOW = {LinkOption.NOFOLLOW_LINKS};

    private final Iterator<FileSet.Entry> entries;
    private final NavigableSet<String> names = new TreeSet<>();
    private @Nullable FolderWalk folder;

    SetWalk(FileSet files) {
        files.entries().forEach(entry -> names.add(entry.name()));
        entries = files.entries().iterator();
    }

    /** Null after the last. */
    @Nullable
    Item next() throws IOException {
        while (true) {
            FolderWalk inside = folder;
            Found found = inside == null ? null : inside.next();
            if (found != null) {
                return item(found);
            }
            folder = null;
            if (!entries.hasNext()) {
                return null;
            }
            FileSet.Entry entry = entries.next();
            if (entry instanceof DiskFolder disk) {
                folder = new FolderWalk(disk.name(), disk.source(), disk.rules(), names);
            } else {
                return item(entry);
            }
        }
    }

    private static Item item(FileSet.Entry entry) throws IOException {
        if (entry instanceof DiskFile disk) {
            return file(disk.name(), disk.source(), DiskPath.facts(disk.source()), null);
        }
        if (entry instanceof MemoryFile made) {
            long size = made.content().remaining();
            return new Item(
                    made.name(),
                    FileKind.FILE,
                    made.mode(),
                    null,
                    size,
                    "",
                    null,
                    () -> new OpenMemory(made.content()));
        }
        if (entry instanceof StreamedFile made) {
            return new Item(
                    made.name(), FileKind.FILE, made.mode(), null, made.size(), "", null, () -> OpenStream.open(made));
        }
        if (entry instanceof SymbolicLink link) {
            return bare(link.name(), FileKind.SYMBOLIC_LINK, LINK_MODE, null, link.target());
        }
        return bare(((EmptyFolder) entry).name(), FileKind.FOLDER, FOLDER_MODE, null, "");
    }

    private static Item item(Found found) throws IOException {
        FileFacts facts = found.facts();
        return switch (facts.kind()) {
            case FILE -> file(found.name(), found.path(), facts, found.sameAs(), NOFOLLOW);
            case SYMBOLIC_LINK -> {
                String target = DiskPath.linkTarget(found.path());
                yield new Item(
                        found.name(),
                        facts.kind(),
                        LINK_MODE,
                        facts.modified(),
                        0,
                        target,
                        found.sameAs(),
                        Opening.NOTHING);
            }
            case FOLDER -> bare(found.name(), facts.kind(), facts.mode(), facts.modified(), "");
            case FIFO ->
                new Item(
                        found.name(),
                        facts.kind(),
                        facts.mode(),
                        facts.modified(),
                        0,
                        "",
                        found.sameAs(),
                        Opening.NOTHING);
            case SOCKET, DEVICE -> throw new IllegalStateException("The walk gives no " + facts.kind());
        };
    }

    private static Item file(String name, Path path, FileFacts facts, @Nullable String sameAs, LinkOption... links) {
        return new Item(
                name,
                FileKind.FILE,
                facts.mode(),
                facts.modified(),
                facts.size(),
                "",
                sameAs,
                () -> OpenFile.open(path, facts, links));
    }

    /** A folder that is needed for what lies in it. */
    static Item folder(String name) {
        return bare(name, FileKind.FOLDER, FOLDER_MODE, null, "");
    }

    private static Item bare(String name, FileKind kind, int mode, @Nullable FileTime modified, String target) {
        return new Item(name, kind, mode, modified, 0, target, null, Opening.NOTHING);
    }

    /** Opens the content of a file. */
    interface Opening {
        Opening NOTHING = () -> {
            throw new IOException("there is no content");
        };

        OpenContent open() throws IOException;
    }

    /**
     * One thing in a set.
     *
     * @param name without a trailing {@code /}
     * @param mode permission bits only, 0 to 07777
     * @param modified null for what is made, and has no time of its own
     * @param size of a file, in bytes
     * @param target of a symbolic link
     * @param sameAs the name under which the same file was given before; null for the first
     */
    record Item(
            String name,
            FileKind kind,
            int mode,
            @Nullable FileTime modified,
            long size,
            String target,
            @Nullable String sameAs,
            Opening content) {}
}

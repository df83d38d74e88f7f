package dev.estibador.netty.archive;

import dev.estibador.common.FileSet;
import dev.estibador.common.FileSet.DiskFile;
import dev.estibador.common.FileSet.DiskFolder;
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
    private final Iterator<FileSet.Entry> entries;
    private final FileTime madeAt;
    private final NavigableSet<String> names = new TreeSet<>();
    private @Nullable FolderWalk folder;

    /** @param madeAt the time of what is made, and has none of its own */
    SetWalk(FileSet files, FileTime madeAt) {
        this.madeAt = madeAt;
        files.entries().forEach(entry -> names.add(entry.name()));
        entries = files.entries().iterator();
    }

    /** Null after the last. */
    @Nullable
    FileEntry next() throws IOException {
        while (true) {
            FolderWalk inside = folder;
            Found found = inside == null ? null : inside.next();
            if (found != null) {
                return entry(found);
            }
            folder = null;
            if (!entries.hasNext()) {
                return null;
            }
            FileSet.Entry entry = entries.next();
            if (entry instanceof DiskFolder disk) {
                folder = new FolderWalk(disk.name(), disk.source(), disk.rules(), names);
            } else {
                return entry(entry);
            }
        }
    }

    private FileEntry entry(FileSet.Entry entry) throws IOException {
        if (entry instanceof DiskFile disk) {
            return file(disk.name(), disk.source(), DiskPath.facts(disk.source()), null);
        }
        if (entry instanceof MemoryFile made) {
            int size = made.content().remaining();
            return FileEntry.file(made.name(), made.mode(), madeAt, size, null, () -> new OpenMemory(made.content()));
        }
        if (entry instanceof StreamedFile made) {
            return FileEntry.file(made.name(), made.mode(), madeAt, made.size(), null, () -> OpenStream.open(made));
        }
        if (entry instanceof SymbolicLink link) {
            return FileEntry.symbolicLink(link.name(), madeAt, link.target(), null);
        }
        return FileEntry.folder(entry.name(), madeAt);
    }

    private static FileEntry entry(Found found) throws IOException {
        FileFacts facts = found.facts();
        return switch (facts.kind()) {
            case FILE -> file(found.name(), found.path(), facts, found.sameAs(), LinkOption.NOFOLLOW_LINKS);
            case SYMBOLIC_LINK ->
                FileEntry.symbolicLink(
                        found.name(), facts.modified(), DiskPath.linkTarget(found.path()), found.sameAs());
            case FOLDER, FIFO ->
                FileEntry.bare(found.name(), facts.kind(), facts.mode(), facts.modified(), "", found.sameAs());
            case SOCKET, DEVICE -> throw new IllegalStateException("The walk gives no " + facts.kind());
        };
    }

    private static FileEntry file(
            String name, Path path, FileFacts facts, @Nullable String sameAs, LinkOption... links) {
        return FileEntry.file(
                name, facts.mode(), facts.modified(), facts.size(), sameAs, () -> OpenFile.open(path, facts, links));
    }
}

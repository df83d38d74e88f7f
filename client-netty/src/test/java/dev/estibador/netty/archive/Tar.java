package dev.estibador.netty.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes tars that no honest writer would. */
final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

    Tar() {
        this(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** @param form of long names */
    Tar(int form) {
        out.setLongFileMode(form);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    Tar file(String name, String content, int mode) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, mode);
        entry.setSize(data.length);
        return put(entry, data);
    }

    Tar folder(String name, int mode) throws IOException {
        return put(entry(name, TarConstants.LF_DIR, mode));
    }

    Tar link(String name, String to, byte type) throws IOException {
        TarArchiveEntry entry = entry(name, type, 0777);
        entry.setLinkName(to);
        return put(entry);
    }

    Tar special(String name, byte type) throws IOException {
        return put(entry(name, type, 0666));
    }

    byte[] bytes() throws IOException {
        out.finish();
        return bytes.toByteArray();
    }

    private static TarArchiveEntry entry(String name, byte type, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(mode);
        entry.setLastModifiedTime(FileTime.from(1, TimeUnit.SECONDS));
        return entry;
    }

    private Tar put(TarArchiveEntry entry, byte... data) throws IOException {
        out.putArchiveEntry(entry);
        out.write(data);
        out.closeArchiveEntry();
        return this;
    }
}

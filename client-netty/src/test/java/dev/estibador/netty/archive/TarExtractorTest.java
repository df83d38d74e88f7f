package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.estibador.common.FileSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine sends becomes files again. Lessons L37 and L38 on the way back. */
class TarExtractorTest {
    @TempDir
    Path folder;

    private Path target = Path.of("unset");
    private final Tar tar = new Tar();

    @BeforeEach
    void target() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
    }

    /** Random trees on disk, sent and written again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aTreeThatWasSentComesBackTheSame(long seed) throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        grow(source, new Random(seed), 0);

        Extracted extracted = TarExtractor.extract(
                in(SentTar.of(FileSet.of(set -> set.folder("", source))).bytes()), target);

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(extracted.written()).hasSize(tree(source).size());
        assertThat(extracted.bytes()).isEqualTo(bytes(source));
        assertThat(extracted.skipped()).isEmpty();
    }

    @Test
    void modesMayCarryTheBitsOfTheType() throws IOException {
        extract(tar.folder("d/", 040751).file("d/f", "x", 0100640).file("d/s", "x", 06755));

        assertThat(tree(target)).containsExactly("d rwxr-x--x 1", "d/f rw-r----- 1 x", "d/s rwxr-xr-x 1 x");
    }

    @Test
    void aFolderThatNobodyMayWriteToIsFilledFirst() throws IOException {
        extract(tar.folder("d/", 0555).folder("d/e/", 0500).file("d/e/f", "x", 0400));

        assertThat(tree(target)).containsExactly("d r-xr-xr-x 1", "d/e r-x------ 1", "d/e/f r-------- 1 x");
        for (String writable : List.of("d", "d/e")) {
            Files.setPosixFilePermissions(target.resolve(writable), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theContentOfAFolderComesWithADotAndLeavesTheTargetAsItIs() throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        Extracted extracted = extract(tar.folder("./", 01777).file("./f", "x", 0644));

        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(extracted.written()).containsExactly(target.toRealPath().resolve("f"));
    }

    @Test
    void aMissingTargetIsMadeAndALinkToOneFollowed() throws IOException {
        Path missing = target.resolve("a/b");
        extractTo(missing, tar.file("f", "x", 0644));
        Path link = Files.createSymbolicLink(folder.resolve("link"), missing);
        extractTo(link, new Tar().file("g", "x", 0644));

        assertThat(missing.resolve("f")).hasContent("x");
        assertThat(missing.resolve("g")).hasContent("x");
    }

    @Test
    void foldersThatWereNotSentAreMade() throws IOException {
        extract(tar.file("a/b/c", "x", 0644));

        assertThat(target.resolve("a/b/c")).hasContent("x");
    }

    @Test
    void whatIsThereIsReplacedAndFoldersAreMerged() throws IOException {
        Files.createDirectory(target.resolve("d"));
        Files.writeString(target.resolve("d/mine"), "kept");
        Files.writeString(target.resolve("d/f"), "a longer old content");
        Files.createLink(folder.resolve("other-name"), target.resolve("d/f"));
        extract(tar.folder("d/", 0755).file("d/f", "new", 0644));

        assertThat(target.resolve("d/f")).hasContent("new");
        assertThat(target.resolve("d/mine")).hasContent("kept");
        assertThat(folder.resolve("other-name")).hasContent("a longer old content");
    }

    @Test
    void aFolderWithContentIsNotReplacedByAFile() throws IOException {
        extract(tar.file("d/f", "x", 0644));

        assertThatIOException()
                .isThrownBy(() -> extract(new Tar().file("d", "x", 0644)))
                .withMessageContaining("'d' could not be written");
        assertThat(target.resolve("d/f")).hasContent("x");
    }

    @Test
    void devicesAndFifosAreSkippedAndTold() throws IOException {
        Extracted extracted = extract(tar.special("dev/null", TarConstants.LF_CHR)
                .special("dev/sda", TarConstants.LF_BLK)
                .special("pipe", TarConstants.LF_FIFO)
                .file("f", "four", 0644));

        assertThat(extracted.skipped()).containsExactly("dev/null", "dev/sda", "pipe");
        assertThat(extracted.bytes()).isEqualTo(4);
        assertThat(tree(target)).hasSize(1);
    }

    @Test
    void hardLinksAreLinksAgain() throws IOException {
        extract(tar.file("d/a", "x", 0644).link("b", "./d/a", TarConstants.LF_LINK));

        assertThat(Files.isSameFile(target.resolve("b"), target.resolve("d/a"))).isTrue();
    }

    @Test
    void theStreamIsReadToItsEnd() throws IOException {
        InputStream in = in(Arrays.copyOf(tar.file("f", "x", 0644).bytes(), 100_000));
        TarExtractor.extract(in, target);

        assertThat(in.read()).isEqualTo(-1);
    }

    private Extracted extract(Tar sent) throws IOException {
        return extractTo(target, sent);
    }

    private static Extracted extractTo(Path target, Tar sent) throws IOException {
        return TarExtractor.extract(in(sent.bytes()), target);
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static void grow(Path folder, Random random, int depth) throws IOException {
        List<String> names = List.of("a", "b c", "Makefile", "-x", "ü".repeat(100), "n".repeat(255), "⚓", "q\"'");
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names are UTF-8");
        int[] sizes = {0, 1, 511, 512, 513, 65023, 65024, 65025, 65535, 65536, 65537, 140_000};
        for (String name : names) {
            Path path = folder.resolve(name);
            switch (random.nextInt(depth > 2 ? 4 : 6)) {
                case 0 -> {}
                case 1 -> Files.createSymbolicLink(path, Path.of(random.nextBoolean() ? "../⚓" : "."));
                case 2, 3 -> {
                    byte[] content = new byte[sizes[random.nextInt(sizes.length)]];
                    random.nextBytes(content);
                    Files.write(path, content);
                    Files.setAttribute(path, "unix:mode", 0400 | random.nextInt(0400));
                    Files.setLastModifiedTime(path, FileTime.from(random.nextInt(), TimeUnit.SECONDS));
                }
                default -> {
                    Files.createDirectory(path);
                    grow(path, random, depth + 1);
                    Files.setAttribute(path, "unix:mode", 0700 | random.nextInt(0100));
                    Files.setLastModifiedTime(path, FileTime.from(random.nextInt(), TimeUnit.SECONDS));
                }
            }
        }
    }

    private static long bytes(Path root) throws IOException {
        long bytes = 0;
        for (Path path : walk(root)) {
            bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
        }
        return bytes;
    }

    /** All below {@code root}: name, permissions, seconds, and the content or what a link says. */
    private static List<String> tree(Path root) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path path : walk(root)) {
            String line = root.relativize(path).toString();
            if (Files.isSymbolicLink(path)) {
                lines.add(line + " -> " + Files.readSymbolicLink(path));
                continue;
            }
            line += " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            line += " " + Files.getLastModifiedTime(path).to(TimeUnit.SECONDS);
            if (Files.isRegularFile(path)) {
                byte[] content = Files.readAllBytes(path);
                line += " " + (content.length < 10 ? latin1(content) : content.length + ":" + Arrays.hashCode(content));
            }
            lines.add(line);
        }
        return lines;
    }

    private static String latin1(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root)).sorted().toList();
        }
    }
}

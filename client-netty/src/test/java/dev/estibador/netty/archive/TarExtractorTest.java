package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.estibador.common.FileSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
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

        TarExtractor.extract(
                in(SentTar.of(FileSet.of(set -> set.folder("", source))).bytes()), target);

        assertThat(tree(target)).isEqualTo(tree(source));
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
        extract(tar.folder("./", 01777).file("./f", "x", 0644));

        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(target.resolve("f")).hasContent("x");
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
    void devicesAndFifosAreLeftOut() throws IOException {
        extract(tar.special("dev/null", TarConstants.LF_CHR)
                .special("dev/sda", TarConstants.LF_BLK)
                .special("pipe", TarConstants.LF_FIFO)
                .file("f", "four", 0644));

        assertThat(tree(target)).containsExactly("f rw-r--r-- 1 four");
    }

    @Test
    void hardLinksAreLinksAgain() throws IOException {
        extract(tar.file("d/a", "x", 0644).link("b", "./d/a", TarConstants.LF_LINK));

        assertThat(Files.isSameFile(target.resolve("b"), target.resolve("d/a"))).isTrue();
    }

    /** Also where a tar goes back to a directory that it has left. */
    @Test
    void directoriesKeepTheirModesAndTimesInAnyOrder() throws IOException {
        extract(tar.folder("a/", 0700)
                .folder("b/", 0711)
                .file("a/late", "x", 0644)
                .file("c/early", "x", 0644)
                .folder("c/", 0750)
                .folder("b/d/", 0755));

        assertThat(tree(target))
                .contains("a rwx------ 1", "b rwx--x--x 1", "b/d rwxr-xr-x 1", "c rwxr-x--- 1")
                .hasSize(6);
    }

    /** Long names in each of the forms that there are: of GNU, of pax, and the prefix of ustar. */
    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void longNamesAndTargetsAreRead(int form) throws IOException {
        String directory = "d".repeat(120);
        String name = directory + "/" + "f".repeat(120);
        extract(new Tar(form)
                .file(name, "x", 0644)
                .link("s", name, TarConstants.LF_SYMLINK)
                .link("h", name, TarConstants.LF_LINK));

        assertThat(target.resolve(name)).hasContent("x");
        assertThat(Files.readSymbolicLink(target.resolve("s"))).isEqualTo(Path.of(name));
        assertThat(Files.isSameFile(target.resolve("h"), target.resolve(name))).isTrue();
    }

    @Test
    void fractionsOfTimesBeforeAndAfter1970AreRead() throws IOException {
        for (String time : List.of("1350244992.023960108", "-2", "7", "0.25")) {
            TarExtractor.extract(
                    in(BlockTar.of(
                            BlockTar.entry("x", 'x', BlockTar.pax("mtime", time)), BlockTar.entry("f", '0', "x"))),
                    target);
            BigDecimal seconds = new BigDecimal(
                            Files.getLastModifiedTime(target.resolve("f")).to(TimeUnit.MICROSECONDS))
                    .movePointLeft(6);
            assertThat(seconds).isEqualByComparingTo(new BigDecimal(time).setScale(6, RoundingMode.DOWN));
        }
    }

    @Test
    void theStreamIsReadToItsEnd() throws IOException {
        InputStream in = in(Arrays.copyOf(tar.file("f", "x", 0644).bytes(), 100_000));
        TarExtractor.extract(in, target);

        assertThat(in.read()).isEqualTo(-1);
    }

    private void extract(Tar sent) throws IOException {
        extractTo(target, sent);
    }

    private static void extractTo(Path target, Tar sent) throws IOException {
        TarExtractor.extract(in(sent.bytes()), target);
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

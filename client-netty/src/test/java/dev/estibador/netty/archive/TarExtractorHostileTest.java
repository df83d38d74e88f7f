package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile engine or container sends stays inside the target. Lesson L38 on the way back. */
class TarExtractorHostileTest {
    @TempDir
    Path folder;

    private Path target = Path.of("unset");
    private Path outside = Path.of("unset");
    private final Tar tar = new Tar();

    @BeforeEach
    void aSecretLiesOutside() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "untouched");
        Files.setPosixFilePermissions(outside.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside/secret", "a/../../outside/secret", "..", "a/..", "/outside/secret", "//x", "./../x"})
    void aNameThatLeavesTheTargetIsRefused(String name) throws IOException {
        String named = "'" + name;
        refused(new Tar().file(name, "evil", 0644), named);
        refused(new Tar().folder(name + "/", 0777), named);
        refused(new Tar().link(name, "f", TarConstants.LF_SYMLINK), named);
        refused(new Tar().file("f", "", 0644).link(name, "f", TarConstants.LF_LINK), named);
        refused(new Tar().special(name, TarConstants.LF_FIFO), named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "..", ".", "loop", "missing"})
    void nothingIsWrittenThroughALinkOfTheSameTar(String to) throws IOException {
        Tar linked = tar.link("loop", to, TarConstants.LF_SYMLINK);
        refused(linked.file("loop/secret", "evil", 0644), "'loop/secret'", "below the symbolic link 'loop'");
    }

    @Test
    void nothingIsWrittenThroughALinkThatLiesThere() throws IOException {
        Files.createSymbolicLink(target.resolve("l"), outside);
        Files.createDirectory(target.resolve("d"));
        Files.createSymbolicLink(target.resolve("d/l"), outside);

        refused(new Tar().file("l/secret", "evil", 0644), "'l/secret'", "symbolic link 'l'");
        refused(new Tar().folder("d/l/new/", 0777), "'d/l/new/'", "symbolic link 'd/l'");
        refused(new Tar().link("d/l/x", "y", TarConstants.LF_SYMLINK), "symbolic link 'd/l'");
        refused(new Tar().link("x", "d/l/secret", TarConstants.LF_LINK), "'x'", "symbolic link 'd/l'");
    }

    @Test
    void aLinkInTheWayIsReplacedAndNotFollowed() throws IOException {
        Files.createSymbolicLink(target.resolve("f"), outside.resolve("secret"));
        Files.createSymbolicLink(target.resolve("d"), outside);
        extract(tar.file("f", "mine", 0666)
                .folder("d/", 0777)
                .file("d/secret", "mine", 0666)
                .link("g", "../outside/secret", TarConstants.LF_SYMLINK)
                .file("g", "mine", 0666));

        assertThat(target.resolve("f")).hasContent("mine");
        assertThat(target.resolve("d/secret")).hasContent("mine");
        assertThat(target.resolve("g")).hasContent("mine");
        nothingOutsideChanged();
    }

    @Test
    void aFolderThatBecomesALinkDoesNotPassItsModeOn() throws IOException {
        extract(tar.folder("d/", 0777).link("d", "../outside", TarConstants.LF_SYMLINK));

        assertThat(target.resolve("d")).isSymbolicLink();
        nothingOutsideChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/secret", "/etc/passwd", "missing", "d", "l/secret", "h", ".", "f/x"})
    void aHardLinkIsToAFileInTheTargetOnly(String to) throws IOException {
        Tar before = tar.folder("d/", 0755).file("f", "", 0644).link("l", "../outside", TarConstants.LF_SYMLINK);
        refused(before.link("h", to, TarConstants.LF_LINK), "'h' was refused");
        assertThat(target.resolve("h")).doesNotExist();
    }

    @Test
    void aHardLinkToALinkIsALinkAndNotWhatItLeadsTo() throws IOException {
        extract(tar.link("l", "../outside/secret", TarConstants.LF_SYMLINK)
                .link("h", "l", TarConstants.LF_LINK)
                .file("l", "mine", 0666));

        assertThat(Files.readSymbolicLink(target.resolve("h"))).isEqualTo(Path.of("../outside/secret"));
        nothingOutsideChanged();
    }

    @Test
    void theTargetItselfIsNotReplaced() throws IOException {
        refused(new Tar().file(".", "evil", 0644), "'.' was refused");
        refused(new Tar().link(".", "../outside", TarConstants.LF_SYMLINK), "'.' was refused");
    }

    @Test
    void nothingIsWrittenBelowAFile() throws IOException {
        refused(tar.file("f", "x", 0644).file("f/x", "evil", 0644), "'f/x' was refused: 'f' is no directory");
    }

    /** As the message would be of that length, too. */
    @ParameterizedTest
    @ValueSource(strings = {"d/", "n", "./", "../"})
    void aNameOf64KibIsRefusedAndLeavesNothingBehind(String part) throws IOException {
        for (int length : new int[] {5000, 65_536}) {
            String name = part.repeat(length / part.length());
            byte[] sent =
                    BlockTar.of(BlockTar.entry("x", 'x', BlockTar.pax("path", name)), BlockTar.entry("f", '0', "evil"));
            assertThatIOException()
                    .isThrownBy(() -> TarExtractor.extract(in(sent), target))
                    .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(1000));
            assertThat(target).isEmptyDirectory();
        }
    }

    @Test
    void aHeaderWithAWrongChecksumIsRefused() throws IOException {
        byte[] sent = tar.file("f", "x", 0644).bytes();
        sent[0] = 'g';
        assertThatIOException()
                .isThrownBy(() -> TarExtractor.extract(in(sent), target))
                .withMessageContaining("checksum");
        assertThat(target).isEmptyDirectory();
    }

    /** In each format in which a size can be written. */
    @Test
    void aSizeBelowZeroOrBeyond64BitsIsRefused() throws IOException {
        byte[] entry = BlockTar.entry("f", '0', "");
        List<byte[]> sizes = List.of(
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
                new byte[] {-128, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                new byte[] {-128, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1},
                "-0000000001".getBytes(StandardCharsets.US_ASCII));
        for (byte[] size : sizes) {
            System.arraycopy(size, 0, entry, 124, size.length);
            BlockTar.sum(entry);
            refused(BlockTar.of(entry));
        }
        for (String size : List.of("-1", "9223372036854775808", "1e3", " ", "0x10")) {
            refused(BlockTar.of(BlockTar.entry("x", 'x', BlockTar.pax("size", size)), BlockTar.entry("f", '0', "")));
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aPaxRecordOfAWrongLengthIsRefused() throws IOException {
        for (String records : List.of(
                "5 a=b\n", "7 a=b\n", "-6 a=b\n", "99999999999999999999 a=b\n", "6 ab\n\n", "6", " a=b\n", "\n")) {
            refused(BlockTar.of(BlockTar.entry("x", 'x', records), BlockTar.entry("f", '0', "")));
        }
    }

    private void refused(byte[] sent) {
        assertThatIOException().isThrownBy(() -> TarExtractor.extract(in(sent), target));
    }

    @Test
    void aNameWithANulIsRefused() throws IOException {
        // Long enough for a PAX header, where a NUL does not end the name.
        refused(tar.file("a\0b".repeat(60), "evil", 0644), "refused");
    }

    /** Each prefix but the whole, and the whole without its last zeroes. */
    @Test
    void aTarThatWasCutFails() throws IOException {
        byte[] whole = tar.file("a", "x".repeat(700), 0644)
                .folder("d/", 0755)
                .file("é".repeat(80), "y", 0644)
                .bytes();
        int endMark = whole.length - 1024;
        for (int length = 0; length < endMark + 512; length += length % 512 == 511 ? 1 : 73) {
            byte[] cut = Arrays.copyOf(whole, Math.min(length, endMark + 511));
            assertThatIOException().as("cut at %s", length).isThrownBy(() -> TarExtractor.extract(in(cut), target));
        }
        for (int record = 0; record <= endMark; record += 512) {
            byte[] cut = Arrays.copyOf(whole, record);
            assertThatIOException().as("cut at %s", record).isThrownBy(() -> TarExtractor.extract(in(cut), target));
        }
        TarExtractor.extract(in(Arrays.copyOf(whole, endMark + 512)), Files.createDirectory(folder.resolve("whole")));
        try (Stream<Path> all = Files.list(folder.resolve("whole"))) {
            assertThat(all).hasSize(3);
        }
    }

    @Test
    void whatIsNoTarFailsInWords() {
        byte[] text = "<html>502 Bad Gateway</html>".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertThatIOException().isThrownBy(() -> TarExtractor.extract(in(text), target));
    }

    /** Whatever the bytes say, the outcome is a result or an {@link IOException}, and the secret stays. */
    @Test
    void aDamagedTarNeverEscapes() throws IOException {
        byte[] whole = tar.folder("d/", 0755)
                .file("d/f", "x".repeat(600), 0644)
                .link("l", "../outside", TarConstants.LF_SYMLINK)
                .link("h", "d/f", TarConstants.LF_LINK)
                .file("n".repeat(150), "y", 0644)
                .bytes();
        Random random = new Random(38);
        int failed = 0;
        for (int i = 0; i < 600; i++) {
            byte[] damaged = whole.clone();
            int record = random.nextInt(whole.length / 512 - 2) * 512;
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[record + random.nextInt(512)] = (byte) random.nextInt(256);
            }
            if (random.nextBoolean()) {
                repairChecksum(damaged, record);
            }
            failed += fails(damaged, Files.createDirectory(folder.resolve("damaged-" + i)));
        }
        assertThat(failed).isBetween(100, 599);
        nothingOutsideChanged();
    }

    /** Links, folders and files under few names, in any order and many times over. */
    @Test
    void noMixOfLinksAndNamesEscapes() throws IOException {
        List<String> names = List.of("a", "b", "a/b", "b/a", "a/secret", "b/secret", "secret", "./a//b", "a/../b");
        List<String> targets = List.of("../outside", "..", ".", "a", "b", "../outside/secret", "../../outside", "no");
        Random random = new Random(37);
        int failed = 0;
        for (int i = 0; i < 600; i++) {
            Tar mixed = new Tar();
            for (int entries = 1 + random.nextInt(6); entries > 0; entries--) {
                String name = names.get(random.nextInt(names.size()));
                switch (random.nextInt(4)) {
                    case 0 -> mixed.file(name, "evil", 0666);
                    case 1 -> mixed.folder(name + "/", 0777);
                    case 2 -> mixed.link(name, targets.get(random.nextInt(targets.size())), TarConstants.LF_SYMLINK);
                    default -> mixed.link(name, names.get(random.nextInt(names.size())), TarConstants.LF_LINK);
                }
            }
            failed += fails(mixed.bytes(), Files.createDirectory(folder.resolve("mixed-" + i)));
        }
        assertThat(failed).isBetween(100, 599);
        nothingOutsideChanged();
    }

    private int fails(byte[] bytes, Path into) {
        try {
            TarExtractor.extract(in(bytes), into);
            return 0;
        } catch (IOException expected) {
            return 1;
        }
    }

    private void refused(Tar hostile, String... why) throws IOException {
        byte[] bytes = hostile.bytes();
        assertThatIOException()
                .isThrownBy(() -> TarExtractor.extract(in(bytes), target))
                .satisfies(failure -> {
                    for (String part : why) {
                        assertThat(failure).hasMessageContaining(part);
                    }
                });
        nothingOutsideChanged();
    }

    private void nothingOutsideChanged() throws IOException {
        assertThat(outside).isDirectoryContaining("glob:**/secret");
        try (Stream<Path> all = Files.list(outside)) {
            assertThat(all).hasSize(1);
        }
        assertThat(outside.resolve("secret")).hasContent("untouched");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside.resolve("secret"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
                .isEqualTo("rwx------");
    }

    private void extract(Tar sent) throws IOException {
        TarExtractor.extract(in(sent.bytes()), target);
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static void repairChecksum(byte[] tar, int record) {
        byte[] block = Arrays.copyOfRange(tar, record, record + 512);
        BlockTar.sum(block);
        System.arraycopy(block, 0, tar, record, 512);
    }
}

package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.estibador.common.FileSet.DiskFile;
import dev.estibador.common.FileSet.DiskFolder;
import dev.estibador.common.FileSet.EmptyFolder;
import dev.estibador.common.FileSet.Entry;
import dev.estibador.common.FileSet.MemoryFile;
import dev.estibador.common.FileSet.StreamedFile;
import dev.estibador.common.FileSet.SymbolicLink;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSetTest {
    private static final Path SOMEWHERE = Path.of("somewhere");

    @Test
    void parentsComeBeforeTheirChildrenAndNeighboursAreSorted() {
        FileSet files = FileSet.of(set -> set.text("lib-2", "")
                .text("lib/z", "")
                .folder("lib", SOMEWHERE)
                .folder("", SOMEWHERE)
                .emptyFolder("lib/a")
                .file("a", SOMEWHERE));

        assertThat(names(files)).containsExactly("", "a", "lib", "lib/a", "lib/z", "lib-2");
    }

    @Test
    void eachKindKeepsWhatItWasGiven() {
        FileSet files = FileSet.of(set -> set.file("1", SOMEWHERE)
                .folder("2", SOMEWHERE)
                .text("3", "é", 0755)
                .emptyFolder("4")
                .symlink("5", "../elsewhere"));

        assertThat(files.entries())
                .containsExactly(
                        new DiskFile("1", SOMEWHERE),
                        new DiskFolder("2", SOMEWHERE, IgnoreRules.NONE),
                        new MemoryFile("3", ByteBuffer.wrap("é".getBytes(StandardCharsets.UTF_8)), 0755),
                        new EmptyFolder("4"),
                        new SymbolicLink("5", "../elsewhere"));
    }

    @Test
    void aLaterEntryReplacesAnEarlierOneOfTheSameName() {
        FileSet files = FileSet.of(set -> set.text("a", "first").file("./a", SOMEWHERE));

        assertThat(files.entries()).containsExactly(new DiskFile("a", SOMEWHERE));
    }

    @ParameterizedTest
    @CsvSource({"/etc/motd,etc/motd", "./a,a", "a//b,a/b", "a/./b,a/b", "a/../b,b", "a b,a b", "~/ü,~/ü"})
    void namesAreMadeRelativeAndNormal(String given, String normal) {
        assertThat(names(FileSet.of(set -> set.text(given, "")))).containsExactly(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "./", "/", "/."})
    void aFolderMayBeTheRootOfTheSet(String root) {
        assertThat(names(FileSet.of(set -> set.folder(root, SOMEWHERE)))).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/", "a/..", "..", "../a", "a/../../b", "/..", "a/", "a\0b", "\uD800"})
    void aNameThatIsNoneOrLeavesTheSetIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.text(name, "")));
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.file(name, SOMEWHERE)));
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.symlink(name, "target")));
    }

    @Test
    void theRefusalSaysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.of(set -> set.text("../secret", "")))
                .withMessage("'../secret' leaves the file set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.of(set -> set.file("lib/", SOMEWHERE)))
                .withMessageContaining("'lib/' names a folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.of(set -> set.text("a", "").text("a/b/c", "")))
                .withMessage("'a/b/c' lies below 'a', which is no folder in this set");
    }

    @Test
    void nothingCanLieBelowAFileOrLink() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.of(set -> set.symlink("a", "/").text("a/b", "")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.of(
                        set -> set.folder("", SOMEWHERE).file("x/a", SOMEWHERE).emptyFolder("x/a/b")));
        assertThat(names(FileSet.of(set -> set.text("a", "").text("a-b/c", "").text("ab/c", ""))))
                .containsExactly("a", "a-b/c", "ab/c");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 010000, 0100644})
    void aModeIsOnlyPermissionBits(int mode) {
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.bytes("a", new byte[0], mode)));
    }

    @Test
    void aLinkNeedsATarget() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.symlink("a", "")));
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.symlink("a", "b\0")));
    }

    @Test
    void bytesAreCopiedInAndReadOnlyOutside() {
        byte[] mine = {1, 2, 3};
        FileSet files = FileSet.of(set -> set.bytes("a", mine));
        mine[0] = 9;
        MemoryFile file = (MemoryFile) files.entries().get(0);

        file.content().get();
        assertThat(file.content().isReadOnly()).isTrue();
        assertThat(file.content()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(files).isEqualTo(FileSet.of(set -> set.bytes("a", new byte[] {1, 2, 3})));
    }

    @Test
    void contentIsNeverInTheText() {
        FileSet files = FileSet.of(set -> set.text("a", "password"));

        assertThat(files).hasToString("FileSet[a]");
        assertThat(files.entries().get(0)).hasToString("MemoryFile[name=a, size=8, mode=644]");
    }

    @Test
    void aBuilderGoesOnFromASet() {
        FileSet files = FileSet.of(set -> set.text("b", ""));

        assertThat(names(files.toBuilder().text("a", "").build())).containsExactly("a", "b");
        assertThat(names(files)).containsExactly("b");
    }

    @Property
    void everyNameIsRefusedOrStaysInsideAndNormal(
            @ForAll @StringLength(max = 12) @CharRange(from = '.', to = '/') @CharRange(from = 'a', to = 'b')
                    String name) {
        try {
            String normal = names(FileSet.of(set -> set.text(name, ""))).get(0);
            assertThat(normal).doesNotStartWith("/").doesNotEndWith("/").isNotEmpty();
            assertThat(normal.split("/", -1)).doesNotContain("", ".", "..");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("'" + name + "'");
        }
    }

    @Test
    void aFolderMayHaveRulesAndAStreamHasASize() {
        FileSet.Content content = InputStream::nullInputStream;
        FileSet files =
                FileSet.of(set -> set.folder("a", SOMEWHERE, IgnoreRules.of("*.log")).stream("b", 7, content).stream(
                        "c", 0, 0755, content));

        assertThat(files.entries())
                .containsExactly(
                        new DiskFolder("a", SOMEWHERE, IgnoreRules.of("*.log")),
                        new StreamedFile("b", 7, 0644, content),
                        new StreamedFile("c", 0, 0755, content));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSet.of(set -> set.stream("b", -1, content)))
                .withMessage("The size of 'b' cannot be -1 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> FileSet.of(set -> set.stream("b", 1, 010000, content)));
    }

    @Test
    void oneTimeForAllBelongsToTheSet() {
        Instant time = Instant.ofEpochSecond(7);
        FileSet files = FileSet.of(set -> set.text("a", "").fixedTime(time));

        assertThat(files.fixedTime()).isEqualTo(time);
        assertThat(files.toBuilder().build()).isEqualTo(files).hasSameHashCodeAs(files);
        assertThat(files).isNotEqualTo(FileSet.of(set -> set.text("a", "")));
        assertThat(FileSet.EMPTY.fixedTime()).isNull();
    }

    private static List<String> names(FileSet files) {
        return files.entries().stream().map(Entry::name).toList();
    }
}

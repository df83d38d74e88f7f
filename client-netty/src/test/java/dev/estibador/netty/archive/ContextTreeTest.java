package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTreeTest {
    @TempDir
    Path folder;

    private ContextTree tree(Consumer<BuildContext.Builder> more) throws IOException {
        return ContextTree.of((BuildContext.OfFolder) BuildContext.of(folder, more));
    }

    private static List<String> names(List<FileEntry> entries) {
        return entries.stream().map(FileEntry::name).toList();
    }

    @Test
    void whatTheRulesExcludeCanBeReadButNotCopied() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        Files.writeString(folder.resolve(".dockerignore"), "*\n!in\n");
        Files.writeString(folder.resolve("in"), "");
        Files.writeString(folder.resolve("out"), "");

        ContextTree tree = tree(c -> {});
        assertThat(names(tree.all())).containsExactly(".dockerignore", "Dockerfile", "in");
        assertThat(names(tree.built())).containsExactly("in");
        assertThat(names(tree(c -> c.files(f -> f.text(".dockerignore", ""))).built()))
                .as("what was given beside the folder no rule excludes")
                .containsExactly(".dockerignore", "in");
    }

    @Test
    void foldersThatAreOnlyNamedAreThere() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("x/y")).resolve("in"), "");
        ContextTree tree = tree(c ->
                c.dockerfile(Dockerfile.from("scratch")).ignore("*", "!x/y/in").files(f -> f.text("a/b/c", "")));

        assertThat(names(tree.all())).containsExactly("Dockerfile", "a", "a/b", "a/b/c", "x", "x/y", "x/y/in");
        assertThat(tree.all().get(1).kind()).isEqualTo(FileKind.FOLDER);
    }

    @Test
    void filesHaveTheirTimesAndWhatIsMadeHasTheTimeOfItsMaking() throws IOException {
        FileTime old = FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z"));
        Files.setLastModifiedTime(Files.writeString(folder.resolve("old"), ""), old);
        Instant before = Instant.now();

        List<FileEntry> entries =
                tree(c -> c.dockerfile(Dockerfile.from("scratch"))).all();
        assertThat(entries.get(0).modified().toInstant()).isBetween(before, before.plus(Duration.ofMinutes(1)));
        assertThat(entries.get(1).modified()).isEqualTo(old);
    }

    @Test
    void aFileThatChangedSinceIsNotRead() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        FileEntry entry = tree(c -> {}).all().get(0);
        Files.writeString(folder.resolve("Dockerfile"), "FROM another");

        ByteBuffer content = ByteBuffer.allocate(100);
        assertThatThrownBy(() -> {
                    try (OpenContent open = entry.open()) {
                        open.read(content);
                        open.verify();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Dockerfile");
    }

    /** What the engine checks is an order of bytes. */
    @Property
    void theOrderIsThatOfBytesWithTheSlashFirst(
            @ForAll @Chars({'a', '/', '.', '0', '\u00e9', '\ud83d', '\ude00', '\uffee'}) String one,
            @ForAll @Chars({'a', '/', '.', '0', '\u00e9', '\ud83d', '\ude00', '\uffee'}) String other) {
        String a = whole(one);
        String b = whole(other);
        assertThat(Integer.signum(ContextTree.compare(a, b)))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes(a), bytes(b))));
    }

    /** Without halves of characters, which no name has. */
    private static String whole(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isBmpCodePoint(c) || !Character.isSurrogate((char) c))
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static byte[] bytes(String name) {
        return name.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }
}

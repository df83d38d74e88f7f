package dev.estibador.netty.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.netty.archive.ContextTree;
import dev.estibador.netty.archive.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncFilterTest {
    @TempDir
    Path folder;

    private ContextTree tree;

    @BeforeEach
    void fill() throws IOException {
        for (String name : List.of(
                "Dockerfile",
                "docs/a.md",
                "docs/b.txt",
                "docs.txt",
                "src/main/A.java",
                "src/main/B.class",
                "src/x y",
                "star*")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        link("way", "src/main");
        link("src/up", "../docs");
        link("root", "/src/up");
        link("circle", "circle");
        link("nowhere", "no/where");
        link("starred", "star*");
        tree = ContextTree.of((BuildContext.OfFolder) BuildContext.of(folder));
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }

    private List<String> selected(Map<String, List<String>> metadata) {
        return SyncFilter.of(metadata).select(tree.all()).stream()
                .map(FileEntry::name)
                .toList();
    }

    private List<String> followed(String... paths) {
        return selected(Map.of("followpaths", List.of(paths)));
    }

    private List<String> all() {
        return tree.all().stream().map(FileEntry::name).toList();
    }

    @Test
    void allIsSeenWhereNothingIsAsked() {
        assertThat(selected(Map.of("dir-name", List.of("context"))))
                .isEqualTo(all())
                .containsSubsequence("docs", "docs/a.md", "docs.txt", "src/main", "src/main/A.java", "src/up");
    }

    @Test
    void whatIsIncludedComesWithTheFoldersAboveIt() {
        assertThat(selected(Map.of("include-patterns", List.of("**/*.java", "docs"))))
                .containsExactly("docs", "docs/a.md", "docs/b.txt", "src", "src/main", "src/main/A.java");
    }

    @Test
    void whatIsExcludedIsLeftOutSaveForExceptions() {
        assertThat(selected(Map.of(
                        "include-patterns", List.of("src", "docs"), "exclude-patterns", List.of("src", "!**/*.java"))))
                .containsExactly("docs", "docs/a.md", "docs/b.txt", "src", "src/main", "src/main/A.java");
        assertThat(selected(Map.of("followpaths", List.of("docs"), "exclude-patterns", List.of("**/*.md"))))
                .containsExactly("docs", "docs/b.txt");
    }

    @Test
    void pathsAreFollowedThroughLinks() {
        assertThat(followed("way/A.java")).containsExactly("src", "src/main", "src/main/A.java", "way");
        assertThat(followed("/root/./b.txt")).containsExactly("docs", "docs/b.txt", "root", "src", "src/up");
        assertThat(followed("root/../docs.txt"))
                .contains("root", "src/up", "docs.txt")
                .doesNotContain("docs/a.md");
        assertThat(followed("starred")).containsExactly("star*", "starred");
        assertThat(followed("circle", "nowhere", "absent")).containsExactly("circle", "nowhere");
    }

    @Test
    void pathsMayHaveWildcards() {
        assertThat(followed("d*/?.txt")).containsExactly("docs", "docs/b.txt");
        assertThat(followed("w*/[A-Z].java")).containsExactly("src", "src/main", "src/main/A.java", "way");
        assertThat(followed("star\\*")).containsExactly("star*");
    }

    /** Circles end, but of links that lie beside each other there may be any number. */
    @Test
    void eachOfManyLinksIsFollowed() throws IOException {
        Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(folder.resolve("target" + i), "");
            link("many/link" + i, "../target" + i);
        }
        tree = ContextTree.of((BuildContext.OfFolder) BuildContext.of(folder));

        assertThat(followed("many/link*")).hasSize(601);
    }

    @Test
    void theTopIsAll() {
        assertThat(followed("docs", ".")).isEqualTo(all());
        assertThat(followed("src/..")).isEqualTo(all());
    }

    @Test
    void valuesMayBeEncoded() {
        Map<String, List<String>> metadata =
                Map.of("followpaths", List.of("src%2Fx%20y", "a+b"), "followpaths-encoded", List.of("1"));
        assertThat(selected(metadata)).containsExactly("src", "src/x y");
        assertThat(SyncFilter.of(metadata).followed()).containsExactly("src/x y", "a+b");
    }
}

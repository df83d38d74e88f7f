package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.common.IgnoreRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lesson L39: which files of a folder travel as a build's context. */
class TarSourceContextTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aSmallProject() throws IOException {
        write("Dockerfile", "FROM scratch");
        write("app.jar", "jar");
        write("docker/web.Dockerfile", "FROM web");
        write("docs/a.md", "a");
        write("docs/b.txt", "b");
        write("src/main/A.java", "A");
        write("src/main/A.class", "A");
    }

    @Nested
    class Rules {
        @Test
        void theWholeFolderTravelsWithoutAny() throws IOException {
            assertThat(sent(BuildContext.of(folder)).names())
                    .containsExactly(
                            "Dockerfile",
                            "app.jar",
                            "docker/",
                            "docker/web.Dockerfile",
                            "docs/",
                            "docs/a.md",
                            "docs/b.txt",
                            "src/",
                            "src/main/",
                            "src/main/A.class",
                            "src/main/A.java");
        }

        @Test
        void ofTheFolderAreKeptAndTheDockerfileTravelsAllTheSame() throws IOException {
            write(".dockerignore", "# all\n*\n!docs\ndocs/*.txt\n");

            assertThat(sent(BuildContext.of(folder)).names())
                    .containsExactly(".dockerignore", "Dockerfile", "docs/", "docs/a.md");
            assertThat(sent(BuildContext.of(folder, "docker/web.Dockerfile")).names())
                    .as("what an exception lets in comes without the folders above it")
                    .containsExactly(".dockerignore", "docker/web.Dockerfile", "docs/", "docs/a.md");
        }

        @Test
        void besideTheDockerfileWin() throws IOException {
            write(".dockerignore", "*");
            write("docker/web.Dockerfile.dockerignore", "src\ndocs\n");

            assertThat(sent(BuildContext.of(folder, "docker/web.Dockerfile")).names())
                    .containsExactly(
                            ".dockerignore",
                            "Dockerfile",
                            "app.jar",
                            "docker/",
                            "docker/web.Dockerfile",
                            "docker/web.Dockerfile.dockerignore");
            assertThat(sent(BuildContext.of(folder)).names()).containsExactly(".dockerignore", "Dockerfile");
        }

        @Test
        void ofTheProgramStandForThoseOfFiles() throws IOException {
            write(".dockerignore", "Dockerfile");

            assertThat(sent(BuildContext.of(folder, c -> c.ignore("*", "!**/*.java")))
                            .names())
                    .containsExactly("Dockerfile", "src/main/A.java");
        }

        @Test
        void areReadWhenTheContextIsSent() throws IOException {
            BuildContext context = BuildContext.of(folder);
            try (TarSource source = new TarSource(context)) {
                write(".dockerignore", "*");

                assertThat(SentTar.of(source).names()).containsExactly(".dockerignore", "Dockerfile");
            }
        }

        @Test
        void thatCannotBeReadFailByFileAndLine() throws IOException {
            write(".dockerignore", "a\n\nb[\n");
            assertThatIOException()
                    .isThrownBy(() -> sent(BuildContext.of(folder)))
                    .withMessage(
                            "'%s' has a rule that cannot be read. Ignore rule 'b[', line 3, has a class without its ];"
                                    + " write \\[ for the character itself",
                            folder.resolve(".dockerignore"));

            Files.delete(folder.resolve(".dockerignore"));
            Files.createDirectory(folder.resolve(".dockerignore"));
            assertThatIOException()
                    .isThrownBy(() -> sent(BuildContext.of(folder)))
                    .withMessageContaining(folder.resolve(".dockerignore").toString());
        }

        /** A walk into it would come upon a file below which the set has something, and fail. */
        @Test
        void excludedFoldersAreNotWalked() throws IOException {
            write("private/x", "a file");
            BuildContext context = BuildContext.of(folder, c -> c.files(f -> f.text("private/x/y", "")));

            assertThatIOException().isThrownBy(() -> sent(context)).withMessageContaining("private/x");
            write(".dockerignore", "private\n!docs/a.md\n");
            assertThat(sent(context).names()).contains("docs/a.md", "private/x/y");
            write(".dockerignore", "private\n!private/z\n");
            assertThat(sent(context).names())
                    .as("a file that is excluded is in nothing's way")
                    .contains("private/x/y");
        }

        @Test
        void hardLinksPointToTheFirstNameThatIsSent() throws IOException {
            Files.createLink(folder.resolve("b.jar"), folder.resolve("app.jar"));
            Files.createLink(folder.resolve("c.jar"), folder.resolve("app.jar"));
            write(".dockerignore", "*\n!b.jar\n!c.jar\n");

            assertThat(sent(BuildContext.of(folder)).lines()).contains("0 b.jar 644", "1 c.jar 644 b.jar");
        }

        @Test
        void holdForAFolderInAnyFileSet() throws IOException {
            FileSet files = FileSet.of(set -> set.folder("in", folder.resolve("src"), IgnoreRules.of("**/*.class")));

            assertThat(SentTar.of(files).names()).containsExactly("in/", "in/main/", "in/main/A.java");
        }
    }

    @Nested
    class Dockerfiles {
        @Test
        void fromElsewhereStandForTheFoldersOwn(@TempDir Path elsewhere) throws IOException {
            Path other = Files.writeString(elsewhere.resolve("other"), "FROM other");
            Files.writeString(elsewhere.resolve("other.dockerignore"), "*\n");

            SentTar sent = sent(BuildContext.of(folder, c -> c.dockerfile(other)));
            assertThat(sent.names()).containsExactly("Dockerfile");
            assertThat(sent.entry("Dockerfile").text()).isEqualTo("FROM other");
        }

        @Test
        void madeByCodeDoTheSame() throws IOException {
            SentTar sent = sent(BuildContext.of(
                    folder, c -> c.dockerfile(Dockerfile.from("made")).ignore("docs", "src", "docker")));

            assertThat(sent.names()).containsExactly("app.jar", "Dockerfile");
            assertThat(sent.entry("Dockerfile").text()).isEqualTo("FROM made\n");
        }

        @Test
        void mayBeAmongTheFurtherFiles() throws IOException {
            SentTar sent = sent(BuildContext.of(
                    folder.resolve("docs"), c -> c.dockerfile("x/Dockerfile").files(f -> f.folder("x", folder))));

            assertThat(sent.names()).contains("a.md", "x/Dockerfile", "x/docs/a.md");
        }

        @Test
        void thatAreMissingFailByName() {
            assertThatIOException()
                    .isThrownBy(() -> sent(BuildContext.of(folder, "gone")))
                    .withMessageContaining("'%s' does not exist", folder.resolve("gone"));
        }
    }

    @Test
    void oneTimeForAllMakesTheSameBytesOfTheSameFiles() throws IOException {
        Instant time = Instant.ofEpochSecond(1_700_000_000);
        BuildContext context = BuildContext.of(folder, c -> c.files(f -> f.text("made", "")
                        .symlink("link", "made")
                        .emptyFolder("empty")
                        .file("copy", folder.resolve("app.jar")))
                .fixedTime(time));
        SentTar first = sent(context);
        write("app.jar", "jar");
        Files.setLastModifiedTime(folder.resolve("src"), FileTime.fromMillis(5));

        assertThat(first.entries())
                .allSatisfy(entry -> assertThat(entry.seconds()).isEqualTo(1_700_000_000));
        assertThat(sent(context).bytes()).isEqualTo(first.bytes());
    }

    @Nested
    class Streams {
        @Test
        void arriveWholeOfAnySizeAndAreClosed() throws IOException {
            for (int size : new int[] {0, 1, 511, 512, 32_768, 1 << 20, (1 << 20) - 1, 3_000_001}) {
                Watched stream = new Watched(SentTar.content(size));
                SentTar sent = SentTar.of(FileSet.of(
                        set -> set.stream("a", size, 0755, () -> stream).text("z", "last")));

                assertThat(sent.entry("a").content()).isEqualTo(SentTar.content(size));
                assertThat(sent.lines()).containsExactly("0 a 755", "0 z 644");
                assertThat(stream.closed).isTrue();
            }
        }

        @Test
        void areOpenedWhenItIsTheirTurn() throws IOException {
            FileSet files = FileSet.of(set -> set.stream("a", 1, () -> {
                throw new IOException("no luck");
            }));
            try (TarSource source = new TarSource(files)) {
                assertThatIOException()
                        .isThrownBy(source::next)
                        .withMessageContaining("'a'")
                        .withMessageContaining("no luck");
            }
        }

        @Test
        void ofAnotherSizeThanAnnouncedFailByNameAndAreClosed() {
            for (int announced : new int[] {9, 11, 2_000_000}) {
                Watched stream = new Watched(SentTar.content(10));
                try (TarSource source = new TarSource(FileSet.of(set -> set.stream("a", announced, () -> stream)))) {
                    assertThatIOException()
                            .isThrownBy(() -> SentTar.of(source))
                            .withMessageContaining("'a'")
                            .withMessageContaining(announced > 10 ? "ended after 10 of" : "more than the 9 bytes");
                }
                assertThat(stream.closed).isTrue();
            }
        }
    }

    private static final class Watched extends ByteArrayInputStream {
        private boolean closed;

        Watched(byte[] content) {
            super(content);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static SentTar sent(BuildContext context) throws IOException {
        try (TarSource source = new TarSource(context)) {
            return SentTar.of(source);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}

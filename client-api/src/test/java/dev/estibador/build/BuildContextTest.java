package dev.estibador.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.estibador.build.BuildContext.OfFiles;
import dev.estibador.build.BuildContext.OfFolder;
import dev.estibador.build.BuildContext.OfTar;
import dev.estibador.common.FileSet;
import dev.estibador.common.IgnoreRules;
import dev.estibador.common.TarContent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BuildContextTest {
    private static final Dockerfile DOCKERFILE = Dockerfile.from("scratch").copy("a", "/");
    private static final Path FOLDER = Path.of("app");

    @Test
    void theDockerfileTravelsWithTheFiles() {
        BuildContext context = BuildContext.of(DOCKERFILE, files -> files.text("a", "1"));

        assertThat(context.dockerfileName()).isEqualTo("Dockerfile");
        assertThat(filesOf(context)).isEqualTo(FileSet.of(all -> all.text("a", "1")
                .text("Dockerfile", "FROM scratch\nCOPY [\"a\", \"/\"]\n")));
    }

    @Test
    void aContextMayBeTheDockerfileAlone() {
        assertThat(filesOf(BuildContext.of(DOCKERFILE)))
                .isEqualTo(FileSet.of(all -> all.text("Dockerfile", DOCKERFILE.text())));
    }

    @Test
    void aFileOfTheSameNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BuildContext.of(DOCKERFILE, files -> files.text("/Dockerfile", "FROM other")))
                .withMessageContaining("'Dockerfile' is the Dockerfile's own name");
    }

    @Test
    void aFolderOnDiskMayBringADockerfileOfItsOwn() {
        BuildContext context = BuildContext.of(DOCKERFILE, files -> files.folder("", Path.of(".")));

        assertThat(filesOf(context).entries()).hasSize(2);
    }

    @Test
    void theDockerfileMayHaveAnotherName() {
        FileSet files = FileSet.of(set -> set.text("Dockerfile", "FROM other"));
        BuildContext context = BuildContext.of(DOCKERFILE, files, "./docker/web.Dockerfile");

        assertThat(context.dockerfileName()).isEqualTo("docker/web.Dockerfile");
        assertThat(filesOf(context))
                .isEqualTo(files.toBuilder()
                        .text("docker/web.Dockerfile", DOCKERFILE.text())
                        .build());
        assertThatIllegalArgumentException().isThrownBy(() -> BuildContext.of(DOCKERFILE, files, "../Dockerfile"));
    }

    @Test
    void contextsAreValues() {
        assertThat(BuildContext.of(DOCKERFILE))
                .isEqualTo(BuildContext.of(DOCKERFILE, FileSet.EMPTY))
                .hasSameHashCodeAs(BuildContext.of(DOCKERFILE, FileSet.EMPTY))
                .isNotEqualTo(BuildContext.of(DOCKERFILE, FileSet.EMPTY, "other"))
                .hasToString("OfFiles[dockerfileName=Dockerfile, files=FileSet[Dockerfile]]");
        assertThat(BuildContext.of(FOLDER, c -> c.ignore("a")))
                .isEqualTo(BuildContext.of(FOLDER, c -> c.ignore(IgnoreRules.of("a"))))
                .isNotEqualTo(BuildContext.of(FOLDER));
    }

    @Nested
    class OfAFolder {
        @Test
        void isBuiltByItsOwnDockerfile() {
            assertThat(BuildContext.of(FOLDER))
                    .isEqualTo(new OfFolder(
                            "Dockerfile",
                            FOLDER,
                            List.of(FOLDER.resolve("Dockerfile.dockerignore"), FOLDER.resolve(".dockerignore")),
                            null,
                            FileSet.EMPTY));
        }

        @Test
        void mayNameAnother() {
            OfFolder context = (OfFolder) BuildContext.of(FOLDER, "/docker//web.Dockerfile");

            assertThat(context.dockerfileName()).isEqualTo("docker/web.Dockerfile");
            assertThat(context.ignoreFiles())
                    .containsExactly(
                            FOLDER.resolve("docker/web.Dockerfile.dockerignore"), FOLDER.resolve(".dockerignore"));
            assertThat(BuildContext.of(FOLDER, c -> c.dockerfile(FOLDER.resolve("x/../docker/web.Dockerfile"))))
                    .isEqualTo(context);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BuildContext.of(FOLDER, "../Dockerfile"))
                    .withMessageContaining("'../Dockerfile' leaves");
        }

        @Test
        void mayTakeOneFromElsewhereWithTheRulesBesideIt() {
            Path elsewhere = Path.of("elsewhere/web.Dockerfile");

            assertThat(BuildContext.of(FOLDER, c -> c.dockerfile(elsewhere)))
                    .isEqualTo(new OfFolder(
                            "Dockerfile",
                            FOLDER,
                            List.of(Path.of("elsewhere/web.Dockerfile.dockerignore"), FOLDER.resolve(".dockerignore")),
                            null,
                            FileSet.of(set -> set.file("Dockerfile", elsewhere))));
        }

        @Test
        void mayTakeOneMadeByCodeAndMoreFilesAndRules() {
            IgnoreRules rules = IgnoreRules.of("*", "!src");
            Instant time = Instant.EPOCH;

            assertThat(BuildContext.of(FOLDER, c -> c.dockerfile(DOCKERFILE)
                            .ignore(rules)
                            .files(f -> f.text("a", "1"))
                            .files(f -> f.text("b", "2"))
                            .fixedTime(time)))
                    .isEqualTo(new OfFolder(
                            "Dockerfile",
                            FOLDER,
                            List.of(FOLDER.resolve(".dockerignore")),
                            rules,
                            FileSet.of(set -> set.text("a", "1")
                                    .text("b", "2")
                                    .text("Dockerfile", DOCKERFILE.text())
                                    .fixedTime(time))));
        }

        @Test
        void theLastDockerfileCounts() {
            assertThat(BuildContext.of(FOLDER, c -> c.dockerfile(DOCKERFILE)
                            .dockerfile(Path.of("elsewhere"))
                            .dockerfile("Dockerfile")))
                    .isEqualTo(BuildContext.of(FOLDER));
        }

        @Test
        void refusesWhatCannotBeSentTogether() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BuildContext.of(FOLDER, c -> c.files(f -> f.folder(".", Path.of("other")))))
                    .withMessageContaining("is at the root of the context already");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BuildContext.of(
                            FOLDER, c -> c.files(f -> f.text("Dockerfile", "")).dockerfile(DOCKERFILE)))
                    .withMessageContaining("'Dockerfile' is the Dockerfile's own name");
        }
    }

    @Test
    void aTarIsTakenAsItIs() {
        TarContent tar = TarContent.of(Path.of("context.tar.gz"));

        assertThat(BuildContext.ofTar(tar, "web.Dockerfile")).isEqualTo(new OfTar("web.Dockerfile", tar));
    }

    private static FileSet filesOf(BuildContext context) {
        return ((OfFiles) context).files();
    }
}

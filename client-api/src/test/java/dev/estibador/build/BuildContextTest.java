package dev.estibador.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.estibador.common.FileSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildContextTest {
    private static final Dockerfile DOCKERFILE = Dockerfile.from("scratch").copy("a", "/");

    @Test
    void theDockerfileTravelsWithTheFiles() {
        BuildContext context = BuildContext.of(DOCKERFILE, files -> files.text("a", "1"));

        assertThat(context.dockerfile()).isEqualTo(DOCKERFILE);
        assertThat(context.dockerfileName()).isEqualTo("Dockerfile");
        assertThat(context.files()).isEqualTo(FileSet.of(all -> all.text("a", "1")
                .text("Dockerfile", "FROM scratch\nCOPY [\"a\", \"/\"]\n")));
    }

    @Test
    void aContextMayBeTheDockerfileAlone() {
        assertThat(BuildContext.of(DOCKERFILE).files())
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

        assertThat(context.files().entries()).hasSize(2);
    }

    @Test
    void theDockerfileMayHaveAnotherName() {
        FileSet files = FileSet.of(set -> set.text("Dockerfile", "FROM other"));
        BuildContext context = BuildContext.of(DOCKERFILE, files, "./docker/web.Dockerfile");

        assertThat(context.dockerfileName()).isEqualTo("docker/web.Dockerfile");
        assertThat(context.files())
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
                .hasToString("BuildContext[dockerfile=Dockerfile, files=FileSet[Dockerfile]]");
    }
}

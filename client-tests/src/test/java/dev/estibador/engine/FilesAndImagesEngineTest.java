package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.Filters;
import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.image.BuilderVersion;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.EngineUnderTest;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.BuildTrace;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesAndImagesEngineTest extends OverUnix {
    @Nested
    class ContainerFiles {
        @Test
        void comeOutOfAStoppedContainer(@TempDir Path folder) throws IOException {
            String id = harbor.shell("mkdir -p /d/e; echo text > /d/e/f; ln -s f /d/e/link; chmod 600 /d/e/f");
            assertThat(harbor.exitCode(id)).isZero();
            await(harbor.docker.containers().copyOut(id, "/d").extractTo(folder), LIMIT);

            assertThat(folder.resolve("d/e/f")).hasContent("text\n");
            assertThat(Files.readSymbolicLink(folder.resolve("d/e/link"))).isEqualTo(Path.of("f"));
        }

        @Test
        void goIntoAContainerThatNeverRan(@TempDir Path folder) throws IOException {
            Path script = Files.writeString(folder.resolve("script"), "echo from a file\n");
            String id = harbor.create(
                    c -> c.cmd("sh", "-c", "sh /tmp/in/script; cat /tmp/in/note; stat -c %a /tmp/in/note"));
            await(
                    harbor.docker.containers().copyIn(id, "/tmp", f -> f.file("in/script", script)
                            .text("in/note", "a note\n", 0640)),
                    LIMIT);
            await(harbor.docker.containers().start(id), LIMIT);
            assertThat(harbor.exitCode(id)).isZero();

            assertThat(harbor.logs(id, StreamSource.STDOUT)).isEqualTo("from a file\na note\n640\n");
        }

        @Test
        @Needs(Capability.COPY_TARGETS)
        void thatAreNotThereAreNotFound(@TempDir Path folder) {
            String id = harbor.create(c -> {});

            assertThatThrownBy(() -> await(
                            harbor.docker.containers().copyOut(id, "/no/such").extractTo(folder), LIMIT))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() ->
                            await(harbor.docker.containers().copyIn(id, "/no/such", f -> f.text("a", "b")), LIMIT))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Builds {
        private final String tag = "estibador/test:" + UUID.randomUUID();

        @Test
        void fromCodeGiveAnImageThatCanBeTaggedListedAndRemoved() {
            var context = BuildContext.of(Dockerfile.from(Harbor.IMAGE)
                    .arg("WHO")
                    .env("GREETING", "hello \"$WHO\"")
                    .label("a", "b c"));
            List<BuildTrace.Vertex> steps = new ArrayList<>();
            var built = await(
                    harbor.docker
                            .images()
                            .build(
                                    context,
                                    b -> b.tag(tag).buildArg("WHO", "you").label("built-by", "test"))
                            .result(p -> {
                                if (p.trace() != null) {
                                    steps.addAll(p.trace().vertices());
                                }
                            }),
                    LIMIT);
            String other = tag + "-b";
            await(harbor.docker.images().tag(tag, other), LIMIT);
            var image = await(harbor.docker.images().inspect(other), LIMIT);
            var listed = await(harbor.docker.images().list(l -> l.filters(Filters.of("reference", tag, other))), LIMIT);

            assertThat(steps)
                    .extracting(BuildTrace.Vertex::name)
                    .matches(names -> !EngineUnderTest.can(Capability.BUILDKIT)
                            || names.stream()
                                    .anyMatch(name -> name.contains("load metadata for docker.io/" + Harbor.IMAGE)));
            assertThat(Harbor.digest(image.id())).isEqualTo(Harbor.digest(built.id()));
            assertThat(image.config().labels()).containsEntry("a", "b c").containsEntry("built-by", "test");
            if (EngineUnderTest.can(Capability.IMAGE_NAMES)) {
                assertThat(listed).singleElement().satisfies(one -> assertThat(Harbor.plain(one.repoTags()))
                        .contains(tag, other));
            }
            assertThat(await(harbor.docker.images().remove(other), LIMIT))
                    .singleElement()
                    .satisfies(gone -> assertThat(Harbor.plain(String.valueOf(gone.untagged())))
                            .isEqualTo(other));
            await(harbor.docker.images().remove(tag), LIMIT);
            assertThatThrownBy(() -> await(harbor.docker.images().inspect(tag), LIMIT))
                    .isInstanceOf(NotFoundException.class);
        }

        /** L36: the status is 200, and yet it failed. */
        @Test
        void thatFailInTheMiddleFailWithTheEnginesWords() {
            var context =
                    BuildContext.of(Dockerfile.from(Harbor.IMAGE).runExec("sh", "-c", "echo about to fail; exit 7"));
            List<String> words = new ArrayList<>();
            var result = harbor.docker
                    .images()
                    .build(context, b -> b.forceRemove(true))
                    .result(p -> words.add(p.status()));

            assertThatThrownBy(() -> await(result, LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageMatching("(?s).*exit (code:|status) 7.*");
            assertThat(words).anyMatch(word -> word.lines().anyMatch("about to fail"::equals));
        }

        @Test
        void thatTheEngineRefusesFailAsWell() {
            var context = BuildContext.of(Dockerfile.ofText("NOT A DOCKERFILE\n"));

            assertThatThrownBy(() ->
                            await(harbor.docker.images().build(context, b -> {}).result(), LIMIT))
                    .isInstanceOf(DockerException.class)
                    .hasMessageMatching("(?s).*(NOT|FROM).*");
        }

        /** L40. */
        @Test
        void whoseFilesAreNotThereFailByName(@TempDir Path folder) {
            var context =
                    BuildContext.of(Dockerfile.from(Harbor.IMAGE), c -> c.file("a", folder.resolve("vanished.txt")));

            assertThatThrownBy(() ->
                            await(harbor.docker.images().build(context, b -> {}).result(), LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("vanished.txt");
        }

        /** L39. */
        @Test
        void ofAFolderHaveWhatItsRulesLetIn(@TempDir Path folder, @TempDir Path out) throws IOException {
            for (String name : List.of("src/a", "src/sub/b.tmp", "docker/keep/x", "docker/no", "other")) {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.writeString(folder.resolve(name), name);
            }
            Files.writeString(folder.resolve("docker/app.Dockerfile"), "FROM " + Harbor.IMAGE + "\nCOPY . /in\n");
            Files.writeString(folder.resolve(".dockerignore"), "# all but these\n*\n!/src/\n!docker/keep\n**/*.tmp\n");
            var context = BuildContext.of(folder, "docker/app.Dockerfile");

            for (BuilderVersion version : List.of(BuilderVersion.CLASSIC, BuilderVersion.BUILDKIT)) {
                await(
                        harbor.docker
                                .images()
                                .build(context, b -> b.tag(tag).version(version))
                                .result(),
                        LIMIT);
                String id = await(harbor.docker.containers().create(tag, c -> {}), LIMIT)
                        .id();
                Path into = Files.createDirectory(out.resolve(version.toString()));
                await(harbor.docker.containers().copyOut(id, "/in").extractTo(into), LIMIT);
                await(harbor.docker.containers().remove(id), LIMIT);
                await(harbor.docker.images().remove(tag), LIMIT);

                assertThat(into.resolve("in/src/a")).hasContent("src/a");
                assertThat(into.resolve("in/src/sub")).isEmptyDirectory();
                assertThat(into.resolve("in/docker/keep/x")).hasContent("docker/keep/x");
                assertThat(into.resolve("in/docker/no")).doesNotExist();
                assertThat(into.resolve("in/other")).doesNotExist();
            }
        }
    }
}

package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.HealthStatus;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.WaitFailedException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitsAndCopiesEngineTest extends OverEveryReach {
    private static final String IDLE = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    @Nested
    class AwaitHealthy {
        private String started(int retries, String check, String script) {
            String id = harbor.create(c -> c.cmd("sh", "-c", script)
                    .healthcheck(
                            h -> h.shell(check).interval(Duration.ofMillis(200)).retries(retries)));
            await(harbor.docker.containers().start(id), LIMIT);
            return id;
        }

        @Test
        @Needs(Capability.HEALTH_CHECKS)
        void completesWhenTheCheckSucceeds() {
            String id = started(100, "test -e /ready", "sleep 0.5; touch /ready; " + IDLE);
            var state = await(harbor.docker.containers().awaitHealthy(id), LIMIT);
            assertThat(state.health().status()).isEqualTo(HealthStatus.HEALTHY);
        }

        @Test
        @Needs(Capability.HEALTH_CHECKS)
        void failsWhenTheContainerBecomesUnhealthyEndsOrHasNoCheck() {
            String sick = started(2, "exit 1", IDLE);
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitHealthy(sick), LIMIT))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("unhealthy");
            String ending = started(100, "test -e /ready", "sleep 0.5; exit 3");
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitHealthy(ending), LIMIT))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("exit code 3");
            String without = harbor.idler();
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitHealthy(without), LIMIT))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("no health check");
        }
    }

    @Nested
    class AwaitLine {
        @Test
        void completesWithTheFirstLineThatIsWanted() {
            String id = harbor.shell("echo starting; sleep 0.3; echo ready on 8080 >&2; " + IDLE);
            assertThat(await(harbor.docker.containers().awaitLine(id, "ready"), LIMIT))
                    .isEqualTo(new LogLine(StreamSource.STDERR, "ready on 8080"));
        }

        @Test
        void failsWhenTheContainerEndsWithoutIt() {
            String id = harbor.shell("echo starting");
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitLine(id, "ready"), LIMIT))
                    .isInstanceOf(WaitFailedException.class);
        }
    }

    @Nested
    class Copies {
        @TempDir
        Path disk;

        private String stopped() {
            String id = harbor.shell(
                    "mkdir -p /config/sub; echo one > /config/a; echo two > /config/sub/b; ln -s a /config/l");
            assertThat(harbor.exitCode(id)).isZero();
            return id;
        }

        @Test
        @Needs(Capability.SYMBOLIC_LINKS)
        void aFileIsDownloadedIntoAFolderOrToAName() throws Exception {
            String id = stopped();
            var containers = harbor.docker.containers();
            assertThat(await(containers.download(id, "/config/a", disk), LIMIT).size())
                    .isEqualTo(4);
            await(containers.download(id, "/config/a", disk.resolve("renamed")), LIMIT);
            await(containers.download(id, "/config/l", disk.resolve("link")), LIMIT);

            assertThat(disk.resolve("a")).hasContent("one\n");
            assertThat(disk.resolve("renamed")).hasContent("one\n");
            assertThat(Files.readSymbolicLink(disk.resolve("link"))).isEqualTo(Path.of("a"));
            assertThatThrownBy(() -> await(containers.download(id, "/nowhere", disk), LIMIT))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> await(containers.download(id, "/config/a", disk.resolve("no/folder")), LIMIT))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aTreeIsDownloadedIntoAFolderOrToAName() {
            String id = stopped();
            var containers = harbor.docker.containers();
            await(containers.download(id, "/config", disk), LIMIT);
            await(containers.download(id, "/config", disk.resolve("renamed")), LIMIT);

            assertThat(disk.resolve("config/sub/b")).hasContent("two\n");
            assertThat(disk.resolve("renamed/sub/b")).hasContent("two\n");
        }

        @Test
        void filesAndTreesAreUploadedWhereTheyAreToBe() throws Exception {
            String id = stopped();
            var containers = harbor.docker.containers();
            Files.writeString(disk.resolve("file"), "from outside\n");
            Files.createDirectories(disk.resolve("tree/deep"));
            Files.writeString(disk.resolve("tree/deep/leaf"), "leaf\n");

            assertThat(await(containers.upload(id, disk.resolve("file"), "/config"), LIMIT))
                    .isEqualTo("/config/file");
            assertThat(await(containers.upload(id, disk.resolve("file"), "/config/a"), LIMIT))
                    .isEqualTo("/config/a");
            assertThat(await(containers.upload(id, disk.resolve("tree"), "/"), LIMIT))
                    .isEqualTo("/tree");
            assertThat(await(containers.upload(id, disk.resolve("tree"), "/config/new"), LIMIT))
                    .isEqualTo("/config/new");
            assertThatThrownBy(() -> await(containers.upload(id, disk.resolve("file"), "/nowhere/"), LIMIT))
                    .isInstanceOf(NotFoundException.class);

            Path back = disk.resolve("back");
            await(containers.download(id, "/config", back), LIMIT);
            assertThat(back.resolve("file")).hasContent("from outside\n");
            assertThat(back.resolve("a")).hasContent("from outside\n");
            assertThat(back.resolve("new/deep/leaf")).hasContent("leaf\n");
            assertThat(await(containers.stat(id, "/tree/deep"), LIMIT).isDirectory())
                    .isTrue();
        }
    }
}

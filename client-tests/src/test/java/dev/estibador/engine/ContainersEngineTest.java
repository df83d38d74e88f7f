package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.Filters;
import dev.estibador.container.ContainerStatus;
import dev.estibador.container.ContainerSummary;
import dev.estibador.container.RestartPolicy;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.volume.MountType;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersEngineTest extends OverUnix {
    @Test
    void theEngineSaysWhatItIs() {
        var version = await(harbor.docker.system().version(), LIMIT);
        var ping = await(harbor.docker.system().ping(), LIMIT);
        var info = await(harbor.docker.system().info(), LIMIT);

        assertThat(version.apiVersion()).isEqualTo(String.valueOf(ping.apiVersion()));
        assertThat(ping.osType()).isIn("linux", null);
        assertThat(info.serverVersion()).isEqualTo(version.version());
        assertThat(info.memTotal()).isPositive();
        assertThat(await(harbor.docker.apiVersion(), LIMIT)).isGreaterThanOrEqualTo(new ApiVersion(1, 40));
    }

    /** L35 in small: what the everyday builder sets is what the engine shows. */
    @Test
    void everythingThatTheEverydayBuilderSetsIsThereOnInspect(@TempDir Path folder) {
        String name = "estibador-" + UUID.randomUUID();
        String id = harbor.create(c -> c.name(name)
                .entrypoint("sh", "-c")
                .cmd("echo $GREETING")
                .env("GREETING", "hello = world")
                .label("who", "me")
                .workdir("/tmp")
                .user("1000:1000")
                .publish(0, 80)
                .bind(folder, "/host")
                .volume(name, "/data")
                .memory("32m")
                .restart(RestartPolicy.onFailure(2))
                .openStdin(true)
                .resources(r -> r.init(false).pidsLimit(50)));
        var details = await(harbor.docker.containers().inspect(id), LIMIT);

        assertThat(details.name()).isEqualTo("/" + name);
        assertThat(details.config().entrypoint()).containsExactly("sh", "-c");
        assertThat(details.config().cmd()).containsExactly("echo $GREETING");
        assertThat(details.config().env()).contains("GREETING=hello = world");
        assertThat(details.config().labels()).containsEntry("who", "me");
        assertThat(details.config().workingDir()).isEqualTo("/tmp");
        assertThat(details.config().user()).isEqualTo("1000:1000");
        assertThat(details.config().openStdin()).isTrue();
        assertThat(details.config().exposedPorts().names()).contains("80/tcp");
        assertThat(details.hostConfig().resources().memory()).isEqualTo(32L << 20);
        assertThat(details.hostConfig().restartPolicy()).isEqualTo(RestartPolicy.onFailure(2));
        assertThat(details.hostConfig().resources().pidsLimit()).isEqualTo(50);
        assertThat(details.hostConfig().portBindings()).containsKey("80/tcp");
        assertThat(details.mounts())
                .extracting(mount -> mount.type() + " " + mount.destination())
                .containsExactlyInAnyOrder(MountType.BIND + " /host", MountType.VOLUME + " /data");
        assertThat(details.state().status()).isEqualTo(ContainerStatus.CREATED);
        assertThat(details.state().startedAt()).as("Go's zero time").isNull();
    }

    @Test
    void aContainerIsListedStartedStoppedAndRemoved() {
        String id = harbor.idler();
        var running = await(harbor.docker.containers().list(l -> l.filters(Filters.of("id", id))), LIMIT);

        assertThat(running).singleElement().extracting(ContainerSummary::state).isEqualTo(ContainerStatus.RUNNING);
        assertThat(await(harbor.docker.containers().start(id), LIMIT))
                .as("304: it ran already")
                .isFalse();
        assertThat(await(harbor.docker.containers().stop(id), LIMIT)).isTrue();
        assertThat(await(harbor.docker.containers().stop(id), LIMIT))
                .as("304: it did not run")
                .isFalse();
        await(harbor.docker.containers().restart(id, s -> s.timeoutSeconds(5)), LIMIT);
        await(harbor.docker.containers().kill(id, "TERM"), LIMIT);
        assertThat(harbor.exitCode(id)).isZero();
        await(harbor.docker.containers().remove(id), LIMIT);
        assertThatThrownBy(() -> await(harbor.docker.containers().inspect(id), LIMIT))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aNameWithALeadingSlashIsTheSameContainer() {
        String name = "estibador-" + UUID.randomUUID();
        String id = harbor.create(c -> c.name(name));

        assertThat(await(harbor.docker.containers().inspect("/" + name), LIMIT).id())
                .isEqualTo(id);
    }

    @Test
    void aWaitForNothingFailsBothFutures() {
        var wait = harbor.docker.containers().awaitExit("no-such-container");

        assertThatThrownBy(() -> await(wait.accepted(), LIMIT)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> await(wait.exit(), LIMIT)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void refusalsAreTypedAndCarryTheEnginesWords() {
        assertThatThrownBy(() -> await(harbor.docker.containers().create("no-such-image:none", c -> {}), LIMIT))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no-such-image");
    }

    @Test
    @Needs(Capability.STATUSES)
    void whatDoesNotRunCannotBeKilled() {
        String id = harbor.create(c -> {});
        assertThatThrownBy(() -> await(harbor.docker.containers().kill(id), LIMIT))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("running");
    }

    @Test
    @Needs(Capability.REFUSED_LIMITS)
    void aLimitThatCannotBeKeptIsABadRequest() {
        assertThatThrownBy(() -> await(harbor.docker.containers().create(Harbor.IMAGE, c -> c.memory(1)), LIMIT))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("emory");
    }

    /** L23: a pinned version that the engine does not speak gives both ranges. */
    @Test
    @Needs(Capability.VERSION_REFUSAL)
    void aVersionThatTheEngineDoesNotSpeakNamesBothRanges() {
        try (var docker = dev.estibador.DockerClient.open(
                Reach.UNIX_NATIVE.config().apiVersion(new ApiVersion(1, 99)).build())) {
            assertThatThrownBy(() -> await(docker.containers().list(), LIMIT))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("1.99")
                    .hasMessageContaining("1.40 to 1.56");
        }
    }
}

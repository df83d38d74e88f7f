package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.error.EngineException;
import dev.estibador.image.ImageSummary;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.swarm.LocalNodeState;
import dev.estibador.system.Event;
import dev.estibador.system.EventScope;
import dev.estibador.system.EventType;
import dev.estibador.system.SystemInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemEngineTest extends OverUnix {
    private SystemInfo system;

    @BeforeEach
    void system() {
        system = harbor.docker.system();
    }

    @Test
    void pingVersionAndInfoAgree() {
        var ping = await(system.ping(), LIMIT);
        var version = await(system.version(), LIMIT);
        var info = await(system.info(), LIMIT);

        assertThat(ping.apiVersion()).hasToString(version.apiVersion());
        assertThat(ping.osType()).isIn(version.os(), null);
        assertThat(version.os()).isEqualTo(info.osType());
        assertThat(info.serverVersion()).isEqualTo(version.version());
        assertThat(version.components())
                .anySatisfy(part -> assertThat(part.name()).endsWith("Engine"));
    }

    @Test
    void infoTellsHowTheEngineIsSetUp() {
        var info = await(system.info(), LIMIT);

        assertThat(info.id()).isNotEmpty();
        assertThat(info.memTotal()).isPositive();
        assertThat(info.cpus()).isPositive();
        assertThat(info.systemTime())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(info.plugins().network()).contains("bridge");
        assertThat(info.runtimes()).containsKey(info.defaultRuntime());
        assertThat(info.swarm().localNodeState()).isEqualTo(LocalNodeState.INACTIVE);
        assertThat(info.cgroupDriver()).isNotNull();
        assertThat(info.driverStatus()).allSatisfy(pair -> assertThat(pair).hasSize(2));
        assertThat(info.containerdCommit()).isNotNull();
    }

    @Test
    @Needs(Capability.INSECURE_LOOPBACK)
    void registriesOfTheLoopbackAreInsecure() {
        assertThat(await(system.info(), LIMIT).registryConfig().insecureRegistryCidrs())
                .contains("127.0.0.0/8");
    }

    /** What was is told again, up to a moment that is past: such a stream ends by itself. */
    @Test
    @Needs(Capability.EVENT_HISTORY)
    void eventsAreToldAgain() {
        Instant before = await(system.info(), LIMIT).systemTime();
        String id = harbor.shell("exit 3");
        harbor.exitCode(id);
        await(harbor.docker.containers().remove(id), LIMIT);
        Instant after = await(system.info(), LIMIT).systemTime();
        List<Event> events = new ArrayList<>();
        await(
                system.events(e -> e.since(before)
                                .until(after)
                                .filter("container", id)
                                .filter("type", "container"))
                        .forEach(events::add),
                LIMIT);

        assertThat(events).extracting(Event::action).contains("create", "start", "die", "destroy");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo(EventType.CONTAINER);
            assertThat(event.scope()).isEqualTo(EventScope.LOCAL);
            assertThat(event.actor().id()).isEqualTo(id);
            assertThat(event.at()).isBetween(before, after);
        });
        assertThat(events)
                .filteredOn(event -> event.verb().equals("die"))
                .singleElement()
                .satisfies(event -> assertThat(event.actor().attributes()).containsEntry("exitCode", "3"));
    }

    /** L15: the command is part of the action's word. The engine accepts before it listens, so {@code since} is said. */
    @Test
    @Needs(Capability.EXEC_EVENTS)
    void eventsAreFollowedAsTheyHappen() {
        String id = harbor.idler();
        Instant before = await(system.info(), LIMIT).systemTime();
        var events = system.events(e -> e.since(before).filter("container", id).filter("event", "exec_create"));
        CompletableFuture<Event> first = new CompletableFuture<>();
        CompletableFuture<Void> all = events.forEach(first::complete);
        try {
            await(harbor.docker.execs().create(id, x -> x.cmd("echo", "a: b")), LIMIT);
            Event event = await(first, LIMIT);

            assertThat(event.verb()).isEqualTo("exec_create");
            assertThat(event.detail()).isEqualTo("echo a: b");
        } finally {
            all.cancel(true);
        }
    }

    @Test
    @Needs({Capability.DISTRIBUTION, Capability.INSECURE_LOOPBACK})
    void aRegistryTellsItsUsersFromOthers() {
        Registry registry = new Registry(harbor);
        RegistryAuth other = RegistryAuth.of("ann", "wrong").at(registry.host);

        assertThat(await(system.login(registry.ann()), LIMIT).status()).isEqualTo("Login Succeeded");
        assertThatThrownBy(() -> await(system.login(other), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("401");
        String image = registry.host + "/acme/app:1";
        var told = await(system.distribution(image, registry.ann()), LIMIT);
        assertThat(told.platforms()).extracting(Platform::toString).containsExactly("linux/amd64", "linux/arm64/v8");
        assertThat(told.descriptor().digest()).startsWith("sha256:");
        assertThatThrownBy(() -> await(system.distribution(image), LIMIT)).isInstanceOf(EngineException.class);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsTheEnginesFailure() {
        RegistryAuth ann = RegistryAuth.of("ann", "secret").at("127.0.0.1:1");
        assertThatThrownBy(() -> await(system.login(ann), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> await(system.distribution("127.0.0.1:1/acme/app", ann), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void dfTellsWhatTakesSpace() {
        String volume = "estibador-" + UUID.randomUUID();
        String id =
                harbor.create(c -> c.volume(volume, "/data").cmd("sh", "-c", "echo 12345 > /data/f; echo 123 > /f"));
        await(harbor.docker.containers().start(id), LIMIT);
        harbor.exitCode(id);
        try {
            var usage = await(system.df(), Duration.ofMinutes(2));

            assertThat(usage.layersSize()).isNotNegative();
            assertThat(usage.images())
                    .flatExtracting(ImageSummary::repoTags)
                    .as("its name, or its tag alone")
                    .anyMatch(tag -> Harbor.plain(tag).equals(Harbor.IMAGE) || Harbor.IMAGE.endsWith(":" + tag));
            assertThat(usage.containers())
                    .filteredOn(container -> container.id().equals(id))
                    .singleElement()
                    .satisfies(container -> assertThat(container.sizeRw()).isGreaterThanOrEqualTo(4));
            assertThat(usage.volumes())
                    .filteredOn(one -> one.name().equals(volume))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.usageData().size()).isEqualTo(6);
                        assertThat(one.usageData().refCount()).isEqualTo(1);
                    });
        } finally {
            await(harbor.docker.containers().remove(id), LIMIT);
            await(harbor.docker.volumes().remove(volume), LIMIT);
        }
    }
}

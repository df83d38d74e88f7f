package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.ChangeKind;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.ContainerStatus;
import dev.estibador.container.LogConfig;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.container.RestartPolicy;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.StreamSource;
import dev.estibador.volume.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerOperationsEngineTest extends OverUnix {
    @Test
    void processesAreListed() {
        String id = harbor.idler();
        var processes = await(harbor.docker.containers().top(id), LIMIT);

        assertThat(processes.titles()).isNotEmpty();
        assertThat(processes.processes())
                .anySatisfy(row ->
                        assertThat(row).hasSameSizeAs(processes.titles()).anyMatch(cell -> cell.contains("trap")));
    }

    @Test
    void changesAndStatTellWhatAContainerDidToItsFiles() {
        String id = harbor.shell("echo made > /made; mkdir /folder; ln -s /made /link; rm /bin/vi");
        assertThat(harbor.exitCode(id)).isZero();
        var containers = harbor.docker.containers();

        var changes = await(containers.changes(id), LIMIT);
        assertThat(changes)
                .anySatisfy(change -> assertThat(change)
                        .extracting(c -> c.path(), c -> c.kind())
                        .containsExactly("/made", ChangeKind.ADDED))
                .anySatisfy(change -> assertThat(change)
                        .extracting(c -> c.path(), c -> c.kind())
                        .containsExactly("/bin/vi", ChangeKind.DELETED));
        assertThat(await(containers.stat(id, "/made"), LIMIT).size()).isEqualTo(5);
        assertThat(await(containers.stat(id, "/folder"), LIMIT).isDirectory()).isTrue();
        var link = await(containers.stat(id, "/link"), LIMIT);
        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.linkTarget()).isEqualTo("/made");
        assertThatThrownBy(() -> await(containers.stat(id, "/nowhere"), LIMIT)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aStoppedContainerIsExported(@TempDir Path folder) throws Exception {
        String id = harbor.shell("mkdir /kept; echo treasure > /kept/file");
        assertThat(harbor.exitCode(id)).isZero();
        await(harbor.docker.containers().export(id).extractTo(folder), LIMIT);

        assertThat(Files.readString(folder.resolve("kept/file"))).isEqualTo("treasure\n");
    }

    @Test
    void statsAreSampledOnceAndFollowed() {
        String id = harbor.idler();
        var once = await(harbor.docker.containers().sample(id, true), LIMIT);
        assertThat(once.memory()).isNotNull();
        assertThat(once.memory().usage()).isPositive();

        try (var samples = harbor.docker.containers().stats(id).iterate()) {
            var iterator = samples.iterator();
            assertThat(iterator.next().cpu().usage().total()).isPositive();
            var second = iterator.next();
            assertThat(second.preread()).isNotNull();
            assertThat(second.read()).isAfter(second.preread());
        }
    }

    @Test
    @Needs(Capability.EXEC_SIZE)
    void theTerminalsOfAContainerAndOfAnExecAreResized() {
        var docker = harbor.docker;
        String id = harbor.create(
                c -> c.cmd("sh", "-c", "trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.1; done")
                        .config(config -> config.tty(true)));
        await(docker.containers().start(id), LIMIT);
        await(docker.containers().awaitLine(id, "ready"), LIMIT);
        await(docker.containers().resize(id, 41, 99), LIMIT);
        await(docker.containers().awaitLine(id, "41 99"), LIMIT);

        String idler = harbor.idler();
        String exec = await(
                        docker.execs().create(idler, e -> e.cmd("sh", "-c", "read line; stty size")
                                .tty(true)
                                .attachStdin(true)
                                .attachStdout(true)),
                        LIMIT)
                .id();
        try (var session = await(docker.execs().attach(exec), LIMIT)) {
            await(docker.execs().resize(exec, 42, 98), LIMIT);
            await(session.write("go\n"), LIMIT);
            assertThat(Harbor.outputOf(session, StreamSource.STDOUT)).contains("42 98");
        }
    }

    @Test
    @Needs(Capability.UPDATE)
    void limitsAndPolicyAreUpdatedWhileItRuns() {
        String id = harbor.idler();
        var containers = harbor.docker.containers();
        await(
                containers.update(id, u -> u.resources(
                                r -> r.memory(64L << 20).memorySwap(64L << 20).pidsLimit(20))
                        .restartPolicy(RestartPolicy.UNLESS_STOPPED)),
                LIMIT);
        var host = await(containers.inspect(id), LIMIT).hostConfig();

        assertThat(host.resources().memory()).isEqualTo(64L << 20);
        assertThat(host.resources().pidsLimit()).isEqualTo(20);
        assertThat(host.restartPolicy().name()).isEqualTo(RestartPolicy.UNLESS_STOPPED.name());
    }

    @Test
    void renamePauseAndUnpause() {
        String id = harbor.idler();
        String name = "estibador-" + UUID.randomUUID();
        var containers = harbor.docker.containers();
        await(containers.rename(id, name), LIMIT);
        await(containers.pause(name), LIMIT);
        assertThat(await(containers.inspect(name), LIMIT).state().status()).isEqualTo(ContainerStatus.PAUSED);
        await(containers.unpause(name), LIMIT);
        assertThat(await(containers.inspect(name), LIMIT).state().status()).isEqualTo(ContainerStatus.RUNNING);
    }

    @Test
    @Needs(Capability.WEBSOCKET_ATTACH)
    void aWebSocketCarriesASession() {
        String id = harbor.create(c -> c.cmd("cat").openStdin(true).config(o -> o.stdinOnce(true)));
        var containers = harbor.docker.containers();
        try (var session = await(containers.attachWebSocket(id, a -> a.stdin(true)), LIMIT)) {
            await(containers.start(id), LIMIT);
            await(session.write("over the web\n"), LIMIT);
            await(session.closeInput(), LIMIT);
            assertThat(Harbor.outputOf(session, StreamSource.STDOUT)).isEqualTo("over the web\n");
        }
        assertThat(harbor.exitCode(id)).isZero();
    }

    @Test
    void pruneRemovesWhatDoesNotRun() {
        String mark = UUID.randomUUID().toString();
        String stopped = harbor.create(c -> c.label("prune", mark));
        var pruned = await(harbor.docker.containers().prune(p -> p.filter("label", "prune=" + mark)), LIMIT);

        assertThat(pruned.deleted()).containsExactly(stopped);
        assertThat(pruned.spaceReclaimed()).isNotNull();
    }

    /** L35: a container that is made of what inspect tells of another is the same. */
    @Test
    @Needs(Capability.SPECIFICATIONS)
    void inspectAndCreateLoseNothing(@TempDir Path folder) {
        String id = harbor.create(c -> c.cmd("sh", "-c", "exit 3")
                .env("A", "b")
                .user("1:2")
                .publish("127.0.0.1", 0, "53/udp")
                .bind(folder, "/bound")
                .mount(Mount.tmpfs("/mem").toBuilder()
                        .tmpfsOptions(t -> t.sizeBytes(1 << 20).mode(01770))
                        .build())
                .memory("64m")
                .resources(r -> r.pidsLimit(9)
                        .ulimits(Ulimit.of("core", 0, 0))
                        .nanoCpus(500_000_000)
                        .oomKillDisable(false)
                        .deviceCgroupRules("c 1:3 rmw"))
                .healthcheck(h -> h.cmd("true").interval(Duration.ofSeconds(7)).retries(2))
                .config(o -> o.hostname("h").domainname("d").stopSignal("INT").stopTimeoutSeconds(4))
                .host(h -> h.capAdd("NET_ADMIN")
                        .capDrop("MKNOD")
                        .dns("10.1.1.1")
                        .dnsSearch("example.org")
                        .extraHosts("db:10.0.0.3", "machine:host-gateway")
                        .groupAdd("7")
                        .logConfig(LogConfig.builder()
                                .type("json-file")
                                .config("max-size", "1m")
                                .build())
                        .readonlyRootfs(true)
                        .shmSize(1 << 21)
                        .sysctls("net.ipv4.ip_forward", "0")
                        .tmpfs("/t", "size=1m")));
        var containers = harbor.docker.containers();
        var first = await(containers.inspect(id), LIMIT);
        String again = await(
                        containers.create(ContainerSpec.like(first)
                                .name("estibador-" + UUID.randomUUID())
                                .build()),
                        LIMIT)
                .id();
        var second = await(containers.inspect(again), LIMIT);

        assertThat(second.hostConfig()).isEqualTo(first.hostConfig());
        assertThat(second.config()).isEqualTo(first.config());
    }
}

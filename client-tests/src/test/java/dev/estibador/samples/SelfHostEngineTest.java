package dev.estibador.samples;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.Filters;
import dev.estibador.container.ContainerDetails;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.DeviceMapping;
import dev.estibador.container.DeviceRequest;
import dev.estibador.container.HealthStatus;
import dev.estibador.container.HostConfig;
import dev.estibador.container.MountPoint;
import dev.estibador.container.PortBinding;
import dev.estibador.container.RestartPolicy;
import dev.estibador.engine.Harbor;
import dev.estibador.engine.Reach;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.EngineFailureException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.samples.selfhost.Deployed;
import dev.estibador.samples.selfhost.Dozzle;
import dev.estibador.samples.selfhost.FlareSolverr;
import dev.estibador.samples.selfhost.Gonic;
import dev.estibador.samples.selfhost.Jellyfin;
import dev.estibador.samples.selfhost.Portainer;
import dev.estibador.stream.StreamSource;
import dev.estibador.volume.Mount;
import dev.estibador.volume.MountPropagation;
import dev.estibador.volume.MountType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people self-host, with a stand-in for the image and every option real: each is looked up in what the engine made of
 * it, or seen at work.
 */
@DefaultEngineOnly("shows what people self-host, on one engine")
@OnOneJava("is about what the engine does and answers")
class SelfHostEngineTest {
    /** Of the loopback, so that nobody else has these ports. */
    private static final String HOST_IP = "127.0.86.1";

    private static final Path SOCKET =
            Path.of(Reach.required("ESTIBADOR_ENGINE_UNIX").substring("unix://".length()));

    private final String name = "estibador-" + UUID.randomUUID();
    private Harbor harbor;
    private DockerClient docker;
    private String image;

    @TempDir
    private Path disk;

    @BeforeEach
    void open() {
        harbor = new Harbor(Reach.UNIX_NATIVE);
        docker = harbor.docker.timeouts(t -> t.call(LIMIT));
    }

    /** Also what a sample has made before it failed. */
    @AfterEach
    void removeWhatIsLeft() {
        try (Harbor last = harbor) {
            await(docker.containers().list(l -> l.all(true).filters(Filters.of("name", name))))
                    .forEach(left -> await(docker.containers().remove(left.id(), r -> r.force(true))));
            await(docker.volumes().list(l -> l.filter("name", name)))
                    .volumes()
                    .forEach(left -> await(docker.volumes().remove(left.name())));
            await(docker.networks().list(l -> l.filter("name", name)))
                    .forEach(left -> await(docker.networks().remove(left.id())));
            StandIn.remove(last, image);
        }
    }

    private void standIn(String project, String ports) {
        image = StandIn.build(harbor, project, ports);
    }

    private ContainerDetails ready(Deployed deployed) {
        await(docker.containers().awaitLine(deployed.container(), "ready"));
        return await(docker.containers().inspect(deployed.container()));
    }

    private String inside(String id, String script) {
        return await(docker.execs().run(id, e -> e.cmd("sh", "-c", script)))
                .stdout()
                .text();
    }

    /** What a command of another container says, which is in the network of the engine's machine or in that one. */
    private String outside(String network, String... command) {
        String id = harbor.create(c -> c.host(h -> h.networkMode(network)).cmd(command));
        await(docker.containers().start(id));
        harbor.exitCode(id);
        return harbor.logs(id, StreamSource.STDOUT);
    }

    private String page(String hostIp, int port) {
        return outside("host", "wget", "-q", "-O", "-", "http://" + hostIp + ":" + port + "/");
    }

    private static MountPoint mount(ContainerDetails details, String path) {
        return details.mounts().stream()
                .filter(mount -> path.equals(mount.destination()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertVolume(ContainerDetails details, String path, String volume) {
        MountPoint mount = mount(details, path);
        assertThat(mount.type()).isEqualTo(MountType.VOLUME);
        assertThat(mount.name()).isEqualTo(volume);
    }

    @Test
    void flareSolverrIsStoppedBackedUpAndStartedAgain() throws Exception {
        standIn("flaresolverr", "8191");
        Deployed deployed = FlareSolverr.deploy(docker, image, name, HOST_IP);
        ContainerDetails first = ready(deployed);
        String settings = inside(deployed.container(), "cat /config/settings");
        assertThat(page(HOST_IP, 8191)).isEqualTo("here\n");
        assertThat(page("127.0.0.1", 8191)).as("another address").isEmpty();

        FlareSolverr.backUp(docker, deployed.container(), disk);

        assertThat(settings).hasSizeGreaterThan(30);
        assertThat(disk.resolve("config/settings")).hasContent(settings);
        ContainerDetails second = ready(deployed);
        assertThat(second.state().startedAt()).isAfter(first.state().startedAt());
        assertThat(inside(deployed.container(), "cat /config/settings")).isEqualTo(settings);
        assertVolume(second, "/config", name + "-config");
        assertThat(second.hostConfig().restartPolicy())
                .isEqualTo(new RestartPolicy(RestartPolicy.UNLESS_STOPPED.name(), 0L));
        assertThat(second.networkSettings().ports())
                .containsEntry("8191/tcp", List.of(PortBinding.of(HOST_IP, "8191")));
    }

    @Test
    void flareSolverrHasItsLimitsAndAnOpenProc() {
        standIn("flaresolverr", "8191");
        Deployed deployed = FlareSolverr.deploy(docker, image, name, HOST_IP);
        HostConfig host = ready(deployed).hostConfig();

        assertThat(host.resources().memory()).isEqualTo(1L << 30);
        assertThat(host.resources().nanoCpus()).isEqualTo(1_500_000_000);
        assertThat(host.shmSize()).isEqualTo(256L << 20);
        assertThat(host.securityOpt()).containsExactly("apparmor=unconfined");
        assertThat(host.maskedPaths()).isEmpty();
        assertThat(host.readonlyPaths()).isEmpty();
        assertThat(inside(deployed.container(), "mount | grep ' on /proc/'")).isEmpty();
        ContainerDetails ordinary = await(docker.containers().inspect(harbor.create(c -> {})));
        assertThat(ordinary.hostConfig().maskedPaths()).contains("/proc/kcore");
    }

    @Test
    void gonicHasItsMusicReadOnlyAndASoundDeviceWithItsGroup() throws Exception {
        standIn("gonic", "80");
        Files.writeString(disk.resolve("song"), "la la\n");
        Deployed deployed = Gonic.deploy(docker, image, name, HOST_IP, disk, "/dev/null");
        ContainerDetails details = ready(deployed);

        for (String folder : List.of("data", "podcasts", "playlists", "cache")) {
            assertVolume(details, "/" + folder, name + "-" + folder);
            assertThat(await(docker.volumes().inspect(name + "-" + folder)).labels())
                    .as("that of a volume which was made first")
                    .containsEntry("org.example.backup", "weekly");
        }
        MountPoint music = mount(details, "/music");
        assertThat(music.mode()).isEqualTo("ro,z,rslave");
        assertThat(music.writable()).isFalse();
        assertThat(music.propagation()).isEqualTo("rslave");
        assertThat(inside(deployed.container(), "cat /music/song; touch /music/other; ls /music"))
                .isEqualTo("la la\nsong\n");
        assertThat(details.hostConfig().resources().devices())
                .containsExactly(DeviceMapping.of("/dev/null", "/dev/snd", "rwm"));
        assertThat(inside(deployed.container(), "test -c /dev/snd && echo x > /dev/snd && echo heard"))
                .isEqualTo("heard\n");
        assertThat(details.hostConfig().groupAdd()).containsExactly("audio");
        assertThat(inside(deployed.container(), "grep Groups /proc/1/status")).containsPattern("\\b29\\b");
        assertThat(details.hostConfig().restartPolicy()).isEqualTo(RestartPolicy.onFailure(5));
        assertThat(page(HOST_IP, 4747)).isEqualTo("here\n");
    }

    private Deployed jellyfin(Consumer<ContainerSpec.Builder> wishes) {
        standIn("jellyfin", "8096");
        return Jellyfin.deploy(docker, image, name, disk, disk, wishes);
    }

    /** Those that came for a port on which nobody listens: the stand-in has nothing for UDP, but its kernel counts. */
    private int datagrams(String id) {
        String counted = inside(id, "awk '/^Udp: [0-9]/ {print $3}' /proc/net/snmp");
        return Integer.parseInt(counted.strip());
    }

    /** The engine's own runtime is asked for by its name, and a device that every machine has stands in for the card. */
    @Test
    void jellyfinIsReachedByTcpAndUdpAndHasItsCardAndFolders() {
        Deployed deployed = jellyfin(Jellyfin.publishedOn(HOST_IP)
                .andThen(Jellyfin.withRenderDevice("/dev/zero", 122))
                .andThen(c -> c.host(h -> h.runtime("runc"))));
        ContainerDetails details = ready(deployed);
        String id = deployed.container();
        HostConfig host = details.hostConfig();

        assertThat(details.networkSettings().ports())
                .containsEntry("8096/tcp", List.of(PortBinding.of(HOST_IP, "8096")))
                .containsEntry("7359/udp", List.of(PortBinding.of(HOST_IP, "7359")));
        assertThat(page(HOST_IP, 8096)).isEqualTo("here\n");
        assertThat(datagrams(id)).isZero();
        outside("host", "sh", "-c", "timeout 1 tftp -g -r who " + HOST_IP + " 7359; true");
        int published = datagrams(id);
        assertThat(published).isPositive();
        String address = details.networkSettings().ipAddress();
        outside("bridge", "sh", "-c", "timeout 1 tftp -g -r who " + address + " 7359; true");
        assertThat(datagrams(id)).isGreaterThan(published);

        assertVolume(details, "/config", name + "-config");
        assertVolume(details, "/cache", name + "-cache");
        assertThat(host.mounts())
                .contains(Mount.bind(disk.toString(), "/media").toBuilder()
                        .readOnly(true)
                        .bindOptions(b -> b.propagation(MountPropagation.RSLAVE))
                        .build());
        assertThat(mount(details, "/media").propagation()).isEqualTo("rslave");
        assertThat(mount(details, "/media").writable()).isFalse();
        assertThat(mount(details, "/music").propagation()).isEqualTo("rprivate");

        assertThat(details.config().user()).isEqualTo("1000:1000");
        assertThat(host.groupAdd()).containsExactly("122");
        assertThat(inside(id, "id -G")).isEqualTo("1000 122\n");
        assertThat(host.resources().devices())
                .containsExactly(DeviceMapping.of("/dev/zero", "/dev/dri/renderD128", "rwm"));
        assertThat(inside(id, "head -c 3 /dev/dri/renderD128 | wc -c")).isEqualTo("3\n");
        assertThat(host.runtime()).isEqualTo("runc");
        assertThat(host.extraHosts()).containsExactly("host.docker.internal:host-gateway");
        String gateway = details.networkSettings().gateway();
        assertThat(inside(id, "grep host.docker.internal /etc/hosts")).startsWith(gateway + "\t");
    }

    @Test
    void jellyfinIsOnTheNetworkOfTheMachine() {
        ContainerDetails details = ready(jellyfin(Jellyfin.onTheHostNetwork()));

        assertThat(details.hostConfig().networkMode()).isEqualTo("host");
        assertThat(details.networkSettings().networks()).containsOnlyKeys("host");
        assertThat(page("127.0.0.1", 8096)).isEqualTo("here\n");
    }

    /** No engine of ours has a card: each of the two that it takes is refused, in the engine's words. */
    @Test
    void jellyfinAsksForCardsOfADriverWithARuntime() {
        assertThatThrownBy(() -> jellyfin(Jellyfin.withNvidia("nvidia")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("runtime")
                .hasMessageContaining("nvidia");

        assertThatThrownBy(() -> jellyfin(Jellyfin.withNvidia("runc")))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageContaining("could not select device driver \"nvidia\" with capabilities: [[gpu]]");
        assertThat(await(docker.containers().inspect(name))
                        .hostConfig()
                        .resources()
                        .deviceRequests())
                .containsExactly(DeviceRequest.builder()
                        .driver("nvidia")
                        .count(-1)
                        .capabilities(List.of("gpu"))
                        .build());
    }

    @Test
    void portainerSeesTheSocketAsAUserOfTheMachine() {
        standIn("portainer", "8000 9443");
        Deployed deployed = Portainer.deploy(docker, image, name, HOST_IP, SOCKET, false);
        ContainerDetails details = ready(deployed);

        assertThat(details.hostConfig().usernsMode()).isEqualTo("host");
        assertThat(details.hostConfig().privileged()).isFalse();
        assertThat(details.hostConfig().restartPolicy()).isEqualTo(new RestartPolicy(RestartPolicy.ALWAYS.name(), 0L));
        assertVolume(details, "/data", name + "-data");
        assertThat(inside(deployed.container(), "test -S /var/run/docker.sock && echo there"))
                .isEqualTo("there\n");
        assertThat(page(HOST_IP, 8000)).isEqualTo("here\n");
        assertThat(page(HOST_IP, 9443)).isEqualTo("here\n");
    }

    /** An engine that may not do everything itself, as one inside of a container, can make such a container but not start it. */
    @Test
    void portainerIsPrivilegedWhereSelinuxWantsIt() {
        standIn("portainer", "8000 9443");
        try {
            Portainer.deploy(docker, image, name, HOST_IP, SOCKET, true);
        } catch (EngineFailureException e) {
            assertThat(e).hasMessageContaining("unable to apply caps: operation not permitted");
        }
        HostConfig host = await(docker.containers().inspect(name)).hostConfig();

        assertThat(host.privileged()).isTrue();
        assertThat(host.maskedPaths()).as("there is nothing to hide").isNull();
    }

    @Test
    void dozzleStartsOnceItsAgentIsHealthyAndFindsItByItsAlias() {
        standIn("dozzle", "8080");
        Deployed deployed = Dozzle.deploy(docker, image, name, HOST_IP, SOCKET);
        ContainerDetails server = ready(deployed);
        ContainerDetails agent =
                await(docker.containers().inspect(deployed.containers().get(0)));

        assertThat(agent.state().health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(agent.state().health().log().get(0).end())
                .isBefore(server.state().startedAt());
        assertThat(agent.config().healthcheck())
                .isEqualTo(Dozzle.healthcheck(await(docker.apiVersion()).isAtLeast(new ApiVersion(1, 44))));
        assertThat(agent.config().healthcheck().test()).containsExactly("CMD", "/dozzle", "healthcheck");
        assertThat(mount(agent, "/var/run/docker.sock").writable()).isFalse();
        assertThat(agent.networkSettings().networks())
                .hasSize(1)
                .allSatisfy((id, endpoint) -> assertThat(endpoint.aliases()).contains("agent"));
        assertThat(harbor.logs(deployed.container(), StreamSource.STDOUT)).startsWith("agent: here\n");
        assertThat(page(HOST_IP, 8080)).isEqualTo("here\n");
        assertThat(await(docker.containers()
                        .list(l -> l.filters(Filters.of("label", "com.docker.compose.project=" + name)))))
                .hasSize(2);
        assertThat(server.config().labels())
                .containsAllEntriesOf(Map.of(
                        "com.docker.compose.project", name,
                        "com.docker.compose.service", "dozzle",
                        "com.docker.compose.container-number", "1",
                        "com.docker.compose.oneoff", "False"));

        deployed.remove(docker);
        assertThat(await(docker.networks().list(l -> l.filter("name", name)))).isEmpty();
        assertThat(await(docker.volumes().list(l -> l.filter("name", name))).volumes())
                .isEmpty();
    }

    /** Held to a version before it: nothing is asked of the engine, so no container is there afterwards. */
    @Test
    void aStartIntervalIsRefusedBeforeItIsSent() {
        standIn("dozzle", "8080");
        try (DockerClient old = DockerClient.open(
                Reach.UNIX_NATIVE.config().apiVersion(new ApiVersion(1, 41)).build())) {
            assertThatThrownBy(() -> await(
                            old.containers().create(image, c -> c.name(name)
                                    .config(g -> g.healthcheck(Dozzle.healthcheck(true)))),
                            LIMIT))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("Healthcheck.StartInterval")
                    .hasMessageContaining("1.44");
        }
        assertThat(await(docker.containers().list(l -> l.all(true).filters(Filters.of("name", name)))))
                .isEmpty();
    }
}

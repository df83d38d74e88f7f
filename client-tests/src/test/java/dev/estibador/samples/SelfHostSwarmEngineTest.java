package dev.estibador.samples;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.engine.OneNodeSwarm;
import dev.estibador.engine.Reach;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.samples.selfhost.Dozzle;
import dev.estibador.stream.OutputFrame;
import dev.estibador.swarm.Service;
import dev.estibador.swarm.ServiceMode;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dozzle on a swarm, as {@link SelfHostEngineTest} has the rest; the swarm takes service, secret and network with it. */
@DefaultEngineOnly("shows what people self-host, on one engine")
@OnOneJava("is about what the engine does and answers")
class SelfHostSwarmEngineTest extends OneNodeSwarm {
    private final String name = unique("dozzle");
    private DockerClient docker;
    private String image;

    @BeforeEach
    void standIn() {
        image = StandIn.build(harbor, "dozzle", "8080");
        docker = harbor.docker.timeouts(t -> t.call(LIMIT));
    }

    @AfterEach
    void removeStandIn() {
        removeServices();
        StandIn.remove(harbor, image);
    }

    private String inside(String container, String... command) {
        return await(docker.execs().run(container, e -> e.cmd(command)))
                .stdout()
                .text();
    }

    @Test
    void dozzleIsOnEveryNodeInAnOverlayNetworkAndReadsItsSecret() {
        Path socket = Path.of(Reach.required("ESTIBADOR_ENGINE_UNIX").substring("unix://".length()));
        Dozzle.OnSwarm dozzle = Dozzle.deployToSwarm(docker, image, name, socket, "users: {admin: {}}\n");
        Task task = tasks(
                        dozzle.service(),
                        1,
                        t -> TaskState.RUNNING.equals(t.status().state()))
                .get(0);
        Service service = inspect(dozzle.service());

        assertThat(service.spec().mode()).isEqualTo(ServiceMode.GLOBAL);
        assertThat(service.endpoint().ports()).singleElement().satisfies(port -> {
            assertThat(port.publishedPort()).isEqualTo(8080);
            assertThat(port.targetPort()).isEqualTo(8080);
        });
        assertThat(task.nodeId()).isEqualTo(await(docker.nodes().list()).get(0).id());
        var network = await(docker.networks().inspect(dozzle.network())).summary();
        assertThat(network.driver()).isEqualTo("overlay");
        assertThat(network.scope()).isEqualTo("swarm");
        String container = task.status().containerStatus().containerId();
        assertThat(await(docker.containers().inspect(container))
                        .networkSettings()
                        .networks()
                        .get(name)
                        .networkId())
                .isEqualTo(dozzle.network());
        try (var lines =
                docker.services().logs(dozzle.service(), l -> l.follow(true)).iterate()) {
            OutputFrame first = lines.iterator().next();
            assertThat(first.text()).isEqualTo("users: {admin: {}}\n");
        }
        assertThat(inside(container, "wget", "-q", "-O", "-", "http://tasks." + name + ":8080/"))
                .isEqualTo("here\n");
        assertThat(service.endpoint().virtualIps())
                .filteredOn(address -> dozzle.network().equals(address.networkId()))
                .singleElement()
                .satisfies(address -> assertThat(inside(container, "nslookup", "dozzle"))
                        .contains("Address: " + address.address().replaceAll("/.*", "") + "\n"));

        removeServices();
        await(docker.secrets().remove(dozzle.secret()));
        await(docker.networks().remove(dozzle.network()));
        assertThat(await(docker.secrets().list())).isEmpty();
    }
}

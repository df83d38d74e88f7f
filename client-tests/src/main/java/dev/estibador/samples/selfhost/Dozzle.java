package dev.estibador.samples.selfhost;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.HealthConfig;
import dev.estibador.container.RestartPolicy;
import dev.estibador.swarm.FileTarget;
import dev.estibador.swarm.SecretReference;
import dev.estibador.volume.Mount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Dozzle, which shows the logs of containers. Shows a server that is started when the health check of its agent succeeds, a
 * network in which it finds the agent by an alias, Compose's labels, by which both count as one project, and the same on
 * every node of a swarm with an overlay network and a secret.
 */
public final class Dozzle {
    private static final ApiVersion START_INTERVAL = new ApiVersion(1, 44);

    private Dozzle() {}

    /** The socket is {@code /var/run/docker.sock} on most machines; only the agent sees it. */
    public static Deployed deploy(DockerClient docker, String image, String name, String hostIp, Path socket) {
        String network = await(docker.networks()
                        .create(name, n -> n.driver("bridge").labels("com.docker.compose.project", name)))
                .id();
        String data = await(docker.volumes().create(name + "-data")).name();

        boolean startInterval = await(docker.apiVersion()).isAtLeast(START_INTERVAL);
        String agent = await(docker.containers().create(image, c -> ofProject(c, name, "agent")
                        .cmd("agent")
                        .mount(Mount.bind(socket.toAbsolutePath().toString(), "/var/run/docker.sock")
                                .asReadOnly())
                        .network(network, e -> e.aliases("agent"))
                        .config(g -> g.healthcheck(healthcheck(startInterval)))))
                .id();
        await(docker.containers().start(agent));
        await(docker.containers().awaitHealthy(agent));

        String server = await(docker.containers().create(image, c -> ofProject(c, name, "dozzle")
                        .env("DOZZLE_REMOTE_AGENT", "agent:7007")
                        .publish(hostIp, 8080, "8080/tcp")
                        .volume(data, "/data")
                        .network(network)))
                .id();
        await(docker.containers().start(server));
        return new Deployed(List.of(agent, server), List.of(data), List.of(network));
    }

    /** Asks often while it starts, which engines can since API 1.44 and are not asked to before. */
    public static HealthConfig healthcheck(boolean startInterval) {
        HealthConfig.Builder check = HealthConfig.builder()
                .cmd("/dozzle", "healthcheck")
                .interval(Duration.ofSeconds(5))
                .retries(5)
                .startPeriod(Duration.ofSeconds(5));
        return startInterval ? check.startInterval(Duration.ofSeconds(1)).build() : check.build();
    }

    /** The names and labels that {@code docker compose} gives, so that its commands find the containers. */
    private static ContainerSpec.Builder ofProject(ContainerSpec.Builder spec, String project, String service) {
        return spec.name(project + "-" + service + "-1")
                .label("com.docker.compose.project", project)
                .label("com.docker.compose.service", service)
                .label("com.docker.compose.container-number", "1")
                .label("com.docker.compose.oneoff", "False")
                .restart(RestartPolicy.UNLESS_STOPPED);
    }

    /** On every node of the swarm that the engine manages; {@code users} is the text of a {@code users.yml}. */
    public static OnSwarm deployToSwarm(DockerClient docker, String image, String name, Path socket, String users) {
        String network =
                await(docker.networks().create(name, n -> n.driver("overlay"))).id();
        String secretName = name + "-users";
        String secret = await(docker.secrets().create(secretName, s -> s.content(users)))
                .id();
        String service = await(docker.services().create(image, s -> s.name(name)
                        .global()
                        .env("DOZZLE_MODE", "swarm")
                        .env("DOZZLE_AUTH_PROVIDER", "simple")
                        .mount(Mount.bind(socket.toAbsolutePath().toString(), "/var/run/docker.sock"))
                        .secret(SecretReference.of(
                                secret,
                                secretName,
                                FileTarget.of("/data/users.yml").build()))
                        .network(network, a -> a.aliases("dozzle"))
                        .publish(8080, 8080)))
                .id();
        return new OnSwarm(service, secret, network);
    }

    /** Ids, to be removed in this order; the network is free once the last task has left it. */
    public record OnSwarm(String service, String secret, String network) {}
}

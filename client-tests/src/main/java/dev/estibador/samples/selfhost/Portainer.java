package dev.estibador.samples.selfhost;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.container.RestartPolicy;
import java.nio.file.Path;

/**
 * Portainer, which manages the engine that it runs on. Shows what reaching the engine's socket may take: the machine's own
 * users where the engine maps users, and privileges where SELinux guards the socket.
 */
public final class Portainer {
    private Portainer() {}

    /** The socket is {@code /var/run/docker.sock} on most machines. */
    public static Deployed deploy(
            DockerClient docker, String image, String name, String hostIp, Path socket, boolean selinux) {
        String data = await(docker.volumes().create(name + "-data")).name();
        String id = await(docker.containers().create(image, c -> c.name(name)
                        .publish(hostIp, 8000, "8000/tcp")
                        .publish(hostIp, 9443, "9443/tcp")
                        .bind(socket, "/var/run/docker.sock")
                        .volume(data, "/data")
                        .restart(RestartPolicy.ALWAYS)
                        .host(h -> h.usernsMode("host").privileged(selinux))))
                .id();
        await(docker.containers().start(id));
        return Deployed.of(id, data);
    }
}

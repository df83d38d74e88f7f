package dev.estibador.samples.selfhost;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.common.ByteSize;
import dev.estibador.container.RestartPolicy;
import java.nio.file.Path;

/**
 * FlareSolverr, a browser behind an HTTP port. Shows a port on one address only, limits for memory and CPU, a browser's
 * need to make namespaces of its own (AppArmor and system paths), and a backup out of the stopped container.
 */
public final class FlareSolverr {
    private FlareSolverr() {}

    /** Publishes on that address of the machine only: {@code 127.0.0.1} for a proxy on the same machine. */
    public static Deployed deploy(DockerClient docker, String image, String name, String hostIp) {
        String config = await(docker.volumes().create(name + "-config")).name();
        String id = await(docker.containers().create(image, c -> c.name(name)
                        .env("LOG_LEVEL", "info")
                        .env("LOG_HTML", "false")
                        .env("TZ", "Europe/London")
                        .publish(hostIp, 8191, "8191/tcp")
                        .volume(config, "/config")
                        .restart(RestartPolicy.UNLESS_STOPPED)
                        .memory("1g")
                        .resources(r -> r.nanoCpus(1_500_000_000)) // cpus: 1.5
                        .host(h -> h.shmSize(ByteSize.parse("256m"))
                                .securityOpt("apparmor=unconfined")
                                .systemPathsUnconfined())))
                .id();
        await(docker.containers().start(id));
        return Deployed.of(id, config);
    }

    /** Stops it, so that nothing writes, copies {@code /config} into the folder, and starts it again. */
    public static void backUp(DockerClient docker, String id, Path folder) {
        await(docker.containers().stop(id, s -> s.timeoutSeconds(30)));
        try {
            await(docker.containers().download(id, "/config", folder));
        } finally {
            await(docker.containers().start(id));
        }
    }
}

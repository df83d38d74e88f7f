package dev.estibador.samples.selfhost;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.DeviceMapping;
import dev.estibador.container.DeviceRequest;
import dev.estibador.container.RestartPolicy;
import dev.estibador.volume.Mount;
import dev.estibador.volume.MountPropagation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Jellyfin, a media server. Shows a user other than root, read-only binds in the long form with propagation, the machine's
 * address under a name, and, each to be put to the rest with {@code andThen}: TCP and UDP ports or the machine's own network,
 * and a graphics card as a device with its group's number or asked for from a driver with a runtime of its own.
 */
public final class Jellyfin {
    private Jellyfin() {}

    /** Folders on the engine's machine: films is where disks are mounted, also later, so what appears there is seen. */
    public static Deployed deploy(
            DockerClient docker,
            String image,
            String name,
            Path films,
            Path music,
            Consumer<ContainerSpec.Builder> wishes) {
        String config = await(docker.volumes().create(name + "-config")).name();
        String cache = await(docker.volumes().create(name + "-cache")).name();
        String id = await(docker.containers().create(image, c -> {
                    c.name(name)
                            .user("1000:1000")
                            .env("JELLYFIN_PublishedServerUrl", "http://media.example.org")
                            .volume(config, "/config")
                            .volume(cache, "/cache")
                            .mount(Mount.bind(films.toAbsolutePath().toString(), "/media").toBuilder()
                                    .readOnly(true)
                                    .bindOptions(b -> b.propagation(MountPropagation.RSLAVE))
                                    .build())
                            .mount(Mount.bind(music.toAbsolutePath().toString(), "/music")
                                    .asReadOnly())
                            .host(h -> h.extraHosts("host.docker.internal:host-gateway"))
                            .restart(RestartPolicy.UNLESS_STOPPED);
                    wishes.accept(c);
                }))
                .id();
        await(docker.containers().start(id));
        return Deployed.of(id, config, cache);
    }

    /** The web page by TCP, and by UDP the question of a network's players who is there. */
    public static Consumer<ContainerSpec.Builder> publishedOn(String hostIp) {
        return c -> c.publish(hostIp, 8096, "8096/tcp").publish(hostIp, 7359, "7359/udp");
    }

    /** No ports to publish, and players find the server by broadcast. */
    public static Consumer<ContainerSpec.Builder> onTheHostNetwork() {
        return c -> c.host(h -> h.networkMode("host"));
    }

    /** {@code /dev/dri/renderD128}, say, and the number that the machine has for the group of its owner. */
    public static Consumer<ContainerSpec.Builder> withRenderDevice(String device, long group) {
        return c -> c.resources(r -> r.devices(DeviceMapping.of(device, "/dev/dri/renderD128", "rwm")))
                .host(h -> h.groupAdd(String.valueOf(group)));
    }

    /** All graphics cards of the driver {@code nvidia}; the runtime is {@code nvidia} too where it is set up for it. */
    public static Consumer<ContainerSpec.Builder> withNvidia(String runtime) {
        return c -> c.env("NVIDIA_DRIVER_CAPABILITIES", "all")
                .host(h -> h.runtime(runtime))
                .resources(r -> r.deviceRequests(DeviceRequest.builder()
                        .driver("nvidia")
                        .count(-1)
                        .capabilities(List.of("gpu"))
                        .build()));
    }
}

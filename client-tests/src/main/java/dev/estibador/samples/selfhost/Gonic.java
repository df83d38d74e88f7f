package dev.estibador.samples.selfhost;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.container.DeviceMapping;
import dev.estibador.container.RestartPolicy;
import java.nio.file.Path;
import java.util.List;

/**
 * gonic, a music server that can also play on the machine itself. Shows named volumes that are made first, a bind with
 * SELinux and propagation flags, a sound device and the group, by its name in the image, that may use it.
 */
public final class Gonic {
    private static final List<String> FOLDERS = List.of("data", "podcasts", "playlists", "cache");

    private Gonic() {}

    /**
     * Makes the volumes first, since those that the engine makes have no labels. The music is never written to; {@code z}
     * lets containers share it where SELinux is on. The sound device is {@code /dev/snd}, a folder of devices.
     */
    public static Deployed deploy(
            DockerClient docker, String image, String name, String hostIp, Path music, String soundDevice) {
        List<String> volumes = FOLDERS.stream()
                .map(folder -> await(docker.volumes()
                                .create(v -> v.name(name + "-" + folder).labels("org.example.backup", "weekly")))
                        .name())
                .toList();
        String id = await(docker.containers().create(image, c -> {
                    c.name(name)
                            .env("TZ", "Europe/Madrid")
                            .env("GONIC_JUKEBOX_ENABLED", "true")
                            .publish(hostIp, 4747, "80/tcp")
                            .restart(RestartPolicy.onFailure(5))
                            .resources(r -> r.devices(DeviceMapping.of(soundDevice, "/dev/snd", "rwm")))
                            .host(h -> h.binds(music.toAbsolutePath() + ":/music:ro,z,rslave")
                                    .groupAdd("audio"));
                    FOLDERS.forEach(folder -> c.volume(name + "-" + folder, "/" + folder));
                }))
                .id();
        await(docker.containers().start(id));
        return new Deployed(List.of(id), volumes, List.of());
    }
}

package dev.estibador.samples;

// begin readme
import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.TerminalProgress;
import java.nio.file.Path;

public final class Readme {
    public static void main(String[] args) {
        try (DockerClient docker = DockerClient.open()) { // DOCKER_HOST, the context, or the first socket that answers
            var dockerfile = Dockerfile.from("scratch")
                    .copy("busybox", "/bin/busybox")
                    .entrypoint("/bin/busybox", "sh", "-c", "echo hello from $TZ; /bin/busybox sleep 1; echo bye >&2");
            var image = await(docker.images()
                    .build(
                            BuildContext.of(dockerfile, c -> c.file("busybox", Path.of(args[0]))),
                            b -> b.tag("acme/app:1"))
                    .result(TerminalProgress.to(System.out)));

            var id = await(docker.containers().create("acme/app:1", c -> c.env("TZ", "UTC")
                            .publish(0, 80)
                            .memory("64m")))
                    .id();
            await(docker.containers().start(id));
            try (var frames = docker.containers().logs(id, l -> l.follow(true)).iterate()) {
                for (OutputFrame f : frames) System.out.print(f.text());
            }

            await(docker.containers().remove(id));
            await(docker.images().remove(image.id(), r -> r.force(true)));
        }
    }

    private Readme() {}
}
// end readme

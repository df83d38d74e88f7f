package dev.estibador.samples;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.build.RunMount;
import dev.estibador.image.BuilderVersion;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.TerminalProgress;
import java.nio.file.Path;
import java.time.Duration;

/** An image in two stages, built by BuildKit with a cache that outlives the build, and run. The path of a static busybox. */
public final class StagedBuild {
    public static void main(String[] args) {
        Dockerfile dockerfile = Dockerfile.from("scratch", "tools")
                .copy("busybox", "/bin/", c -> c.chmod("0755"))
                .runExec("/bin/busybox", "--install", "-s", "/bin")
                .run(
                        "date >> /var/builds/log && wc -l < /var/builds/log > /count",
                        r -> r.mount(RunMount.cache("/var/builds", c -> c.sharing(RunMount.Sharing.LOCKED))))
                .from("scratch")
                .copyFrom("tools", "/bin", "/bin")
                .copy("/count", "/srv/count", c -> c.from("tools").chown("1000:1000"))
                .env("PRICE", "5 $ \"net\"")
                .workdir("/srv")
                .user("1000:1000")
                .expose("8080/tcp")
                .healthcheckShell(
                        "test -s count", h -> h.interval(Duration.ofSeconds(5)).retries(2))
                .cmd("sh", "-c", "echo build $(cat count), owned by $(stat -c %u count), costs $PRICE");

        try (DockerClient docker = DockerClient.open()) {
            var image = await(docker.images()
                    .build(
                            BuildContext.of(dockerfile, c -> c.file("busybox", Path.of(args[0]))),
                            b -> b.version(BuilderVersion.BUILDKIT).noCache(true))
                    .result(TerminalProgress.to(System.out)));

            var id = await(docker.containers().create(image.id())).id();
            await(docker.containers().start(id));
            try (var frames = docker.containers().logs(id, l -> l.follow(true)).iterate()) {
                for (OutputFrame f : frames) System.out.print(f.text());
            }
            await(docker.containers().remove(id));
            await(docker.images().remove(image.id(), r -> r.force(true)));
        }
    }

    private StagedBuild() {}
}

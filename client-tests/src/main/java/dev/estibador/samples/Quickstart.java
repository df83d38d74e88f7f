package dev.estibador.samples;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.container.ContainerState;
import dev.estibador.image.ImageBuilt;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.TerminalProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The main job, from an image that does not exist yet to a file out of a stopped container: what {@code dev/demo} runs.
 * Needs a static busybox, whose path is the only argument, or in {@code ESTIBADOR_BUSYBOX}, or {@code /bin/busybox}.
 */
public final class Quickstart {
    private static final String IMAGE = "estibador/quickstart:demo";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The container's main process: writes to its log, then answers what is typed until told to go. */
    private static final String PROGRAM = """
            echo "the ship is in port"; sleep 0.3
            for crate in 1 2 3; do echo "crate $crate unloaded"; sleep 0.2; done
            echo "careful, wet paint" >&2
            while read -r line; do
              echo "heard: $line"
              echo "$line" >> /manifest.txt
              [ "$line" = "cast off" ] && exit 0
            done
            """;

    private final DockerClient docker;
    private final Path busybox;

    private Quickstart(DockerClient docker, Path busybox) {
        this.docker = docker;
        this.busybox = busybox;
    }

    public static void main(String[] args) throws IOException {
        Path busybox =
                Path.of(args.length > 0 ? args[0] : System.getenv().getOrDefault("ESTIBADOR_BUSYBOX", "/bin/busybox"));
        long began = System.nanoTime();
        try (DockerClient docker = DockerClient.open()) {
            new Quickstart(docker, busybox).run();
        }
        say("done in %.1f s; nothing is left behind", (System.nanoTime() - began) / 1e9);
    }

    private void run() throws IOException {
        title("1", "Find the engine");
        var version = await(docker.system().version(), LIMIT);
        say("engine %s, spoken to in API %s", version.version(), await(docker.apiVersion(), LIMIT));

        title("2", "Build an image from code");
        ImageBuilt image = build();
        say("built %s", image.id());
        try {
            String id = await(
                            docker.containers().create(IMAGE, c -> c.env("SHIP", "Estibador")
                                    .label("dev.estibador.sample", "quickstart")
                                    .memory("64m")
                                    .openStdin(true)),
                            LIMIT)
                    .id();
            try {
                live(id);
            } finally {
                await(docker.containers().remove(id, r -> r.force(true).volumes(true)), LIMIT);
                say("container removed");
            }
        } finally {
            await(docker.images().remove(IMAGE, r -> r.force(true)), LIMIT);
            say("image removed");
        }
    }

    private ImageBuilt build() {
        Dockerfile dockerfile = Dockerfile.from("scratch")
                .copy("busybox", "/bin/busybox")
                .runExec("/bin/busybox", "--install", "-s", "/bin")
                .env("PATH", "/bin")
                .copy("program.sh", "/")
                .cmd("sh", "/program.sh");
        var context =
                BuildContext.of(dockerfile, c -> c.file("busybox", busybox).text("program.sh", PROGRAM));
        return await(docker.images().build(context, b -> b.tag(IMAGE)).result(TerminalProgress.to(System.out)), LIMIT);
    }

    private void live(String id) throws IOException {
        title("3", "Start a container and follow its log, live");
        CompletableFuture<Void> crates = new CompletableFuture<>();
        var log = docker.containers().logs(id, l -> l.follow(true));
        await(docker.containers().start(id), LIMIT);
        CompletableFuture<Void> following = log.forEach(frame -> {
            print("   log " + frame.source(), frame.text());
            if (frame.text().contains("wet paint")) {
                crates.complete(null);
            }
        });
        following.whenComplete((end, failure) -> crates.complete(null));
        await(crates, LIMIT);

        title("4", "Attach, and talk to it");
        try (AttachSession session = await(docker.containers().attach(id, a -> a.stdin(true)), LIMIT)) {
            await(session.write("bananas from Bilbao\n"), LIMIT);
            var answer = session.output().iterate();
            if (answer.await(LIMIT)) {
                print("   answer", answer.iterator().next().text());
            }
        }

        title("5", "Run a command inside it");
        String exec = await(
                        docker.execs()
                                .create(id, e -> e.cmd("sh", "-c", "echo \"on board of $SHIP:\"; cat /manifest.txt")
                                        .attachStdout(true)),
                        LIMIT)
                .id();
        try (AttachSession session = await(docker.execs().attach(exec), LIMIT)) {
            await(session.output().forEach(frame -> print("   exec", frame.text())), LIMIT);
        }
        say("exit code %d", await(docker.execs().inspect(exec), LIMIT).exitCode());

        title("6", "Stop it, and copy a file out of the stopped container");
        await(docker.containers().stop(id, s -> s.timeoutSeconds(0)), LIMIT);
        await(following, LIMIT);
        ContainerState state = await(docker.containers().inspect(id), LIMIT).state();
        say("state: %s", state == null ? "unknown" : state.status());
        copyOut(id);

        title("7", "Start it again, and remove everything");
        say("started again: %s", await(docker.containers().start(id), LIMIT));
    }

    private void copyOut(String id) throws IOException {
        Path folder = Files.createTempDirectory("estibador-quickstart");
        try {
            await(docker.containers().copyOut(id, "/manifest.txt").extractTo(folder), LIMIT);
            print("   manifest.txt", Files.readString(folder.resolve("manifest.txt")));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void title(String number, String text) {
        System.out.printf("%n%s. %s%n", number, text);
    }

    private static void say(String format, @Nullable Object... values) {
        System.out.printf("   " + format + "%n", values);
    }

    private static void print(String who, String text) {
        text.lines().forEach(line -> System.out.printf("%s | %s%n", who, line));
    }
}

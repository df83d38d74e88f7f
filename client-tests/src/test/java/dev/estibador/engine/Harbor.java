package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.Filters;
import dev.estibador.connect.DockerConfig;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.ContainerStatus;
import dev.estibador.container.ContainerSummary;
import dev.estibador.error.EngineException;
import dev.estibador.error.NotFoundException;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A client for one test class, an image to run, and the containers that it made, which are removed at the end. */
public final class Harbor implements AutoCloseable {
    public static final Duration LIMIT = Duration.ofSeconds(60);
    public static final String IMAGE = "estibador/test:busybox";
    private static final String LABEL = "dev.estibador.test";

    public final DockerClient docker;
    private final String run = UUID.randomUUID().toString();

    public Harbor(Reach reach) {
        this(reach.config());
    }

    Harbor(DockerConfig.Builder config) {
        docker = DockerClient.open(config.build());
        try {
            await(docker.images().inspect(IMAGE), LIMIT);
        } catch (NotFoundException e) {
            await(docker.images().build(context(), b -> b.tag(IMAGE)).result(), LIMIT);
        }
    }

    /** Busybox and its applets on nothing: an image without a registry. */
    static BuildContext context() {
        return BuildContext.of(
                Dockerfile.from("scratch")
                        .copy("busybox", "/bin/busybox")
                        .runExec("/bin/busybox", "--install", "-s", "/bin")
                        .runExec("/bin/mkdir", "-m", "1777", "/tmp")
                        .env("PATH", "/bin")
                        .cmd("sh"),
                c -> c.file("busybox", Path.of(Reach.required("ESTIBADOR_BUSYBOX"))));
    }

    public String create(Consumer<ContainerSpec.Builder> spec) {
        return create(IMAGE, spec);
    }

    String create(String image, Consumer<ContainerSpec.Builder> spec) {
        return await(
                        docker.containers().create(image, c -> {
                            c.label(LABEL, run);
                            spec.accept(c);
                        }),
                        LIMIT)
                .id();
    }

    /** A started container that runs the shell script. */
    String shell(String script) {
        String id = create(c -> c.cmd("sh", "-c", script));
        await(docker.containers().start(id), LIMIT);
        return id;
    }

    /** A started container that stays until it is stopped. */
    String idler() {
        return shell("trap 'exit 0' TERM; while :; do sleep 0.1; done");
    }

    /** What a container of that image puts out when it runs that command to its end. */
    String output(String image, String... command) {
        String id = create(image, c -> c.cmd(command));
        await(docker.containers().start(id), LIMIT);
        exitCode(id);
        return logs(id, StreamSource.STDOUT);
    }

    /** An image's name as Docker has it: Podman tells its registry, too. */
    static String plain(String name) {
        return name.replaceFirst("^docker\\.io/", "");
    }

    static List<String> plain(List<String> names) {
        return names.stream().map(Harbor::plain).toList();
    }

    /** The digest in an image's id: Podman does not always tell of which kind it is. */
    static String digest(String id) {
        return id.replaceFirst("^sha256:", "");
    }

    /** Removes an image with all its containers. */
    void removeImage(String id) {
        for (ContainerSummary container :
                await(docker.containers().list(l -> l.all(true).filter("ancestor", id)), LIMIT)) {
            await(docker.containers().remove(container.id(), r -> r.force(true)), LIMIT);
        }
        await(docker.images().remove(id, r -> r.force(true)), LIMIT);
    }

    /**
     * Removes all names that images have in that repository, tags and digests. An image that was pulled from there may be the
     * very image that others have by other names, so it is not removed by its id.
     */
    void removeNames(String repository) {
        for (var image : await(docker.images().list(l -> l.filter("reference", repository)), LIMIT)) {
            for (String name : Stream.concat(image.repoTags().stream(), image.repoDigests().stream())
                    .toList()) {
                if (name.startsWith(repository + ":") || name.startsWith(repository + "@")) {
                    removeName(name);
                }
            }
        }
    }

    private void removeName(String name) {
        try {
            await(docker.images().remove(name), LIMIT);
        } catch (NotFoundException e) {
            // a digest goes with the last tag
        }
    }

    public long exitCode(String id) {
        return await(docker.containers().awaitExit(id).exit(), LIMIT).statusCode();
    }

    public String logs(String id, StreamSource source) {
        StringBuilder text = new StringBuilder();
        await(docker.containers().logs(id).forEach(frame -> append(text, frame, source)), LIMIT);
        return text.toString();
    }

    static String outputOf(AttachSession session, StreamSource source) {
        StringBuilder text = new StringBuilder();
        await(session.output().forEach(frame -> append(text, frame, source)), LIMIT);
        return text.toString();
    }

    private static void append(StringBuilder text, OutputFrame frame, StreamSource source) {
        if (frame.source() == source) {
            text.append(frame.text());
        }
    }

    /** Or else Podman gives it ten seconds to end by itself. */
    private void kill(ContainerSummary container) {
        if (ContainerStatus.RUNNING.equals(container.state())) {
            try {
                await(docker.containers().kill(container.id()), LIMIT);
            } catch (EngineException e) {
                // has ended meanwhile
            }
        }
    }

    @Override
    public void close() {
        try (docker) {
            var mine = Filters.of("label", LABEL + "=" + run);
            for (ContainerSummary left :
                    await(docker.containers().list(l -> l.all(true).filters(mine)), LIMIT)) {
                kill(left);
                await(docker.containers().remove(left.id(), r -> r.force(true).volumes(true)), LIMIT);
                for (var mount : left.mounts()) {
                    if (mount.name() != null && mount.name().startsWith("estibador-")) {
                        await(docker.volumes().remove(mount.name(), true), LIMIT);
                    }
                }
            }
        }
    }
}

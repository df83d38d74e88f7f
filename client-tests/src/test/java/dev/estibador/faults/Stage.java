package dev.estibador.faults;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.engine.Harbor;
import dev.estibador.engine.Reach;
import dev.estibador.error.NotFoundException;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What the operations are done to: containers of an engine that is reached without faults here, and files. */
final class Stage implements AutoCloseable {
    static final long EXIT_CODE = 7;
    static final int LINES = 200;

    /** Begins the name of everything that is made. */
    final String run = "estibador-faults-" + UUID.randomUUID().toString().substring(0, 8);

    final DockerClient docker;
    /** Has ended with {@link #EXIT_CODE} after {@link #LINES} lines, an error line, and a line that comes in pieces. */
    final String finished;
    /** The same on a terminal. */
    final String finishedTerminal;
    /** A {@link #talker} that nobody talks to. */
    final String running;

    final Path files;
    private final Harbor harbor;
    private final AtomicInteger numbers = new AtomicInteger();

    Stage() throws IOException {
        harbor = new Harbor(Reach.UNIX_NATIVE);
        docker = harbor.docker;
        String script =
                "seq 1 " + LINES + "; echo err >&2; head -c 20000 /dev/zero | tr '\\0' x; echo; exit " + EXIT_CODE;
        finished = harbor.create(c -> c.cmd("sh", "-c", script));
        finishedTerminal = harbor.create(c -> c.tty(true).cmd("sh", "-c", script));
        for (String id : new String[] {finished, finishedTerminal}) {
            await(docker.containers().start(id), LIMIT);
        }
        running = talker();
        harbor.exitCode(finished);
        harbor.exitCode(finishedTerminal);
        files = Files.createTempDirectory("estibador-faults");
        Files.writeString(Files.createDirectory(files.resolve("upload")).resolve("file"), "uploaded ".repeat(1000));
        Path context = Files.createDirectory(files.resolve("context"));
        Files.writeString(context.resolve("large"), "content ".repeat(2000));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY large /\nLABEL " + run + "=1\n");
    }

    /**
     * A running container that has said {@link #LINES} lines, and repeats what it is told. Sessions with an input each take one of their
     * own, since an engine may lose what is written while another session ends.
     */
    final String talker() {
        String id = harbor.create(c -> c.openStdin(true)
                .cmd("sh", "-c", "trap '' CONT; seq 1 " + LINES + "; while read -r l; do echo \"got $l\"; done"));
        await(docker.containers().start(id), LIMIT);
        await(docker.containers().awaitLine(id, String.valueOf(LINES)), LIMIT);
        return id;
    }

    static SocketAddress engine() {
        return UnixDomainSocketAddress.of(
                URI.create(Reach.required("ESTIBADOR_ENGINE_UNIX")).getPath());
    }

    /** A name that nothing else has. */
    String name() {
        return run + "-" + numbers.incrementAndGet();
    }

    Path newDirectory() throws IOException {
        return Files.createDirectory(files.resolve(name()));
    }

    /** A container that is made and not started. */
    String created() {
        return harbor.create(c -> c.cmd("true"));
    }

    /** Of which an engine has few addresses to give; also if the client does not know that it was made. */
    void removeNetwork(String name) {
        try {
            await(docker.networks().remove(name), LIMIT);
        } catch (NotFoundException e) {
            // was never made
        }
    }

    /** All that comes of both sources, one after the other, since their order among each other may vary. */
    static String text(FrameStream output) {
        StringBuilder stdout = new StringBuilder();
        StringBuilder stderr = new StringBuilder();
        await(output.forEach(frame -> append(frame, stdout, stderr)));
        return stdout + "/" + stderr;
    }

    private static void append(OutputFrame frame, StringBuilder stdout, StringBuilder stderr) {
        (frame.source() == StreamSource.STDERR ? stderr : stdout).append(frame.text());
    }

    @Override
    public void close() throws IOException {
        for (var container : await(docker.containers().list(l -> l.all(true).filter("label", run)), LIMIT)) {
            await(docker.containers().remove(container.id(), r -> r.force(true)), LIMIT);
        }
        for (var image : await(docker.images().list(l -> l.filter("reference", "*/" + run + "*", run + "*")), LIMIT)) {
            for (String tag : image.repoTags()) {
                await(docker.images().remove(tag, r -> r.force(true)), LIMIT);
            }
        }
        await(docker.images().prune(p -> p.filter("label", run)), LIMIT);
        for (var volume :
                await(docker.volumes().list(l -> l.filter("name", run)), LIMIT).volumes()) {
            await(docker.volumes().remove(volume.name(), true), LIMIT);
        }
        for (var network : await(docker.networks().list(l -> l.filter("name", run)), LIMIT)) {
            await(docker.networks().remove(network.id()), LIMIT);
        }
        harbor.close();
        try (var all = Files.walk(files)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

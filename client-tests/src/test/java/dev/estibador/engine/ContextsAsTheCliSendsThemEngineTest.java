package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lessons L38 and L39: what we send of a folder is what the docker CLI sends of it, entry by entry. Both speak to an
 * engine that only listens. It needs the CLI and no engine, and stands here because the CLI comes with the engine.
 *
 * <p>A CLI before 23, such as Debian 12's, is compared without what its matcher of old took otherwise; see
 * {@link RandomTree}.
 */
@DefaultEngineOnly("needs the docker command and no engine")
@OnOneJava("is about bytes and files, which no Java has its own way with")
class ContextsAsTheCliSendsThemEngineTest {
    private static final int TREES = 150;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private final BlockingQueue<byte[]> contexts = new ArrayBlockingQueue<>(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer listener;
    private DockerClient docker;

    @BeforeEach
    void open() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.setExecutor(threads);
        listener.createContext("/", this::answer);
        listener.start();
        docker = DockerClient.open(
                DockerConfig.to(address()).apiVersion(new ApiVersion(1, 41)).build());
    }

    @AfterEach
    void close() {
        docker.close();
        listener.stop(0);
        threads.shutdownNow();
    }

    @Test
    void ofRandomTreesWithRandomRules() throws Exception {
        boolean oldCli = majorVersion() < 23;
        int entries = 0;
        int excluded = 0;
        for (int number = 1; number <= TREES; number++) {
            Path folder = Files.createDirectory(temporary.resolve("tree" + number));
            RandomTree tree = RandomTree.in(folder, number, oldCli);
            List<String> expected = sentByTheCli(folder, tree.dockerfile());

            assertThat(sentByUs(BuildContext.of(folder, tree.dockerfile())))
                    .as("tree %d: %s", number, tree)
                    .isEqualTo(expected);
            entries += expected.size();
            excluded += sentByUs(BuildContext.of(
                                    folder, c -> c.dockerfile(tree.dockerfile()).ignore()))
                            .size()
                    - expected.size();
        }
        assertThat(entries).as("entries compared").isGreaterThan(5 * TREES);
        assertThat(excluded).as("entries that rules took away").isGreaterThan(2 * TREES);
    }

    /**
     * The one deviation: the CLI does not look into an excluded folder unless an exception begins with its very name. We
     * look where an exception can match, as BuildKit does, which is what {@code docker build} runs today.
     */
    @Test
    void exceptForExceptionsWithWildcardsInTheirFolders() throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("project"));
        Files.createDirectories(folder.resolve("src/main"));
        Files.writeString(folder.resolve("src/main/A.java"), "A");
        Files.writeString(folder.resolve("src/main/A.class"), "A");
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(folder.resolve(".dockerignore"), "*\n!**/*.java\n");

        List<String> expected = sentByTheCli(folder, "Dockerfile");
        List<String> ours = sentByUs(BuildContext.of(folder));

        assertThat(expected).hasSize(2);
        assertThat(ours).hasSize(3).containsAll(expected);
        assertThat(ours.get(2)).startsWith("0 src/main/A.java ");
    }

    private String address() {
        return "tcp://127.0.0.1:" + listener.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean build = exchange.getRequestURI().getPath().endsWith("/build");
            boolean ping = exchange.getRequestURI().getPath().endsWith("/_ping");
            if (build && !contexts.offer(body)) {
                throw new IOException("there is a context that nobody has taken");
            }
            exchange.getResponseHeaders().add("API-Version", "1.41");
            exchange.getResponseHeaders().add("OSType", "linux");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] reply = (build ? "{\"aux\":{\"ID\":\"sha256:0\"}}\r\n" : ping ? "OK" : "{\"message\":\"not here\"}")
                    .getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(build || ping ? 200 : 404, head ? -1 : reply.length);
            if (!head) {
                exchange.getResponseBody().write(reply);
            }
        }
    }

    private List<String> sentByUs(BuildContext context) throws IOException, InterruptedException {
        await(docker.images().build(context).result(), LIMIT);
        return taken();
    }

    private List<String> sentByTheCli(Path folder, String dockerfile) throws IOException, InterruptedException {
        cli("build", "--file", folder.resolve(dockerfile).toString(), folder.toString());
        return taken();
    }

    /** Until 20.10 the CLI had a matcher of its own; 23 and all since share that of BuildKit. */
    private int majorVersion() throws IOException, InterruptedException {
        String version = cli("--version");
        return Integer.parseInt(version.replaceFirst("(?s)\\D*(\\d+)\\..*", "$1"));
    }

    private String cli(String... arguments) throws IOException, InterruptedException {
        Path log = temporary.resolve("cli.log");
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        ProcessBuilder cli =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        cli.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        cli.environment().put("DOCKER_HOST", address());
        cli.environment().put("DOCKER_BUILDKIT", "0");
        cli.environment().put("DOCKER_CONFIG", temporary.resolve("config").toString());
        Process process;
        try {
            process = cli.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "This test needs the docker CLI on the PATH: apt-get install docker.io, or docker-cli", e);
        }
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("the CLI ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> text(log)).isZero();
        return text(log);
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line for each entry of the context that was sent last, with all that there is to compare. */
    private List<String> taken() throws IOException, InterruptedException {
        byte[] context = contexts.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(context).as("a context was sent").isNotNull();
        List<String> lines = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(context), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                // CLIs of old repeat the file's type above its permissions, and tell its owner's name here as well.
                lines.add("%c %s mode=%o size=%d time=%s owner=%d:%d link=%s content=%08x extra=%s"
                        .formatted(
                                entry.getLinkFlag(),
                                entry.getName(),
                                entry.getMode() & 07777,
                                entry.getSize(),
                                entry.getLastModifiedTime(),
                                entry.getLongUserId(),
                                entry.getLongGroupId(),
                                entry.getLinkName(),
                                Arrays.hashCode(tar.readAllBytes()),
                                entry.getExtraPaxHeaders()));
            }
        }
        return lines;
    }
}

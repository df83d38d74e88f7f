package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.TlsMaterial;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.netty.connect.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L44: we find the engine where the docker CLI finds it, in contexts that the CLI made itself. It needs that CLI, too. */
@DefaultEngineOnly("is about finding engines and not about what they do")
@OnOneJava("is about the environment of the process")
class WhereTheEngineIsEngineTest {
    /** Of a context as the CLI reads it; the files of its TLS are a map of lists. */
    private static final String AS_THE_CLI_SEES_IT =
            "{{.Endpoints.docker.Host}} {{.Endpoints.docker.SkipTLSVerify}} {{.TLSMaterial}}";

    @TempDir
    Path temporary;

    private Path configFolder;
    private Path certificates;
    private Map<String, String> variables;

    @BeforeEach
    void home() throws IOException {
        configFolder = Files.createDirectories(temporary.resolve("config"));
        certificates = Files.createDirectories(temporary.resolve("certificates"));
        variables = new HashMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", temporary.toString(),
                "DOCKER_CONFIG", configFolder.toString()));
    }

    private DockerConfig located() {
        return Environment.config(variables, temporary.resolve("root"));
    }

    private static String idOfTheEngine() {
        try (DockerClient docker = Reach.UNIX_NATIVE.open()) {
            return await(docker.system().info(), LIMIT).id();
        }
    }

    private static void assertItIsTheEngine(DockerConfig config) {
        try (DockerClient docker = DockerClient.open(config)) {
            assertThat(await(docker.system().info(), LIMIT).id()).isEqualTo(idOfTheEngine());
        }
    }

    /** What testcontainers and the tools that people host by themselves need. */
    @Test
    void theSocketToMountLeadsContainersToTheirEngine() {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            Path socket = Path.of(Reach.UNIX_NATIVE.config().build().address().mountable());
            String id = harbor.create(c -> c.bind(socket, "/run/engine.sock").cmd("test", "-S", "/run/engine.sock"));
            await(harbor.docker.containers().start(id), LIMIT);

            assertThat(harbor.exitCode(id)).isZero();
        }
    }

    @Test
    void theContextThatTheCliUsesLeadsToItsEngine() throws Exception {
        String unix = Reach.required("ESTIBADOR_ENGINE_UNIX");
        String tcp = Reach.required("ESTIBADOR_ENGINE_TCP");
        cli("context", "create", "by-unix", "--docker", "host=" + unix);
        cli("context", "create", "by-tcp", "--docker", "host=" + tcp);

        cli("context", "use", "by-unix");
        assertThat(DockerClient.locate(variables).address()).isEqualTo(EngineAddress.parse(unix));
        assertItIsTheEngine(DockerClient.locate(variables));
        variables.put("DOCKER_CONTEXT", "by-tcp");
        assertThat(DockerClient.locate(variables).address()).isEqualTo(EngineAddress.parse(tcp));
        assertItIsTheEngine(DockerClient.locate(variables));
    }

    @Test
    void theSocketOfTheUserIsFound() throws IOException {
        Path engine = Path.of(Reach.required("ESTIBADOR_ENGINE_UNIX").substring("unix://".length()));
        Path folder = Files.createDirectories(temporary.resolve("user"));
        Path socket = Files.createSymbolicLink(folder.resolve("docker.sock"), engine);
        variables.put("XDG_RUNTIME_DIR", folder.toString());

        assertThat(located().address()).isEqualTo(EngineAddress.unix(socket));
        assertThat(located().explain())
                .contains("/root/var/run/docker.sock (not there); ")
                .endsWith("an engine answers at " + socket);
        assertItIsTheEngine(located());
        Files.delete(socket); // before JUnit wonders where it leads
    }

    @Test
    void theFilesThatTheCliKeepsForAContextAreFound() throws Exception {
        makeCertificates();
        createContexts();
        variables.put("DOCKER_CONTEXT", "secured");

        TlsMaterial tls = located().tls();
        assertThat(tls.verified()).isTrue();
        assertThat(tls.authority()).hasSameBinaryContentAs(certificates.resolve("ca.pem"));
        assertThat(tls.certificate()).hasSameBinaryContentAs(certificates.resolve("cert.pem"));
        assertThat(tls.key()).hasSameBinaryContentAs(certificates.resolve("key.pem"));
    }

    /** Each way of setting each of what decides, with each of the others. */
    @Test
    void whateverIsSetWeAgreeWithTheCli() throws Exception {
        makeCertificates();
        createContexts();
        int compared = 0;
        for (String current : List.of("default", "plain", "unverified")) {
            cli("context", "use", current);
            for (String host : List.of("", "tcp://host:1/path", "unix:///socket")) {
                for (String context : List.of("", "default", "secured", "local")) {
                    for (Map<String, String> tls : List.of(
                            Map.<String, String>of(),
                            Map.of("DOCKER_TLS_VERIFY", "0"),
                            Map.of("DOCKER_TLS", "1"),
                            Map.of("DOCKER_CERT_PATH", certificates.toString()),
                            Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", certificates.toString()))) {
                        setAlone(host, context, tls);
                        assertThat(asWeSeeIt(located()))
                                .as("%s with %s", variables, current)
                                .isEqualTo(asTheCliSeesIt());
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(180);
    }

    private void setAlone(String host, String context, Map<String, String> tls) {
        variables.keySet().removeIf(name -> name.startsWith("DOCKER_") && !name.equals("DOCKER_CONFIG"));
        if (!host.isEmpty()) {
            variables.put("DOCKER_HOST", host);
        }
        if (!context.isEmpty()) {
            variables.put("DOCKER_CONTEXT", context);
        }
        variables.putAll(tls);
    }

    private List<String> asTheCliSeesIt() throws IOException, InterruptedException {
        String[] parts = cli("context", "inspect", "--format", AS_THE_CLI_SEES_IT)
                .strip()
                .split(" ", 3);
        String address = parts[0].replace(
                "unix://" + EngineAddress.DEFAULT_SOCKET, "unix://" + temporary.resolve("root/var/run/docker.sock"));
        TreeSet<String> files = new TreeSet<>(Pattern.compile("\\w+\\.pem")
                .matcher(parts[2])
                .results()
                .map(MatchResult::group)
                .toList());
        // it reads files for sockets as well, and does not use them
        boolean tls = address.startsWith("tcp://") && !(parts[1].equals("false") && files.isEmpty());
        return tls ? List.of(address, "unverified=" + parts[1], files.toString()) : List.of(address);
    }

    private static List<String> asWeSeeIt(DockerConfig config) {
        TlsMaterial tls = config.tls();
        if (tls == null) {
            return List.of(config.address().toString());
        }
        TreeSet<String> files = new TreeSet<>();
        Stream.of(tls.authority(), tls.certificate(), tls.key())
                .forEach(file -> files.add(file.getFileName().toString()));
        return List.of(config.address().toString(), "unverified=" + !tls.verified(), files.toString());
    }

    private void createContexts() throws IOException, InterruptedException {
        String files = "ca=%1$s/ca.pem,cert=%1$s/cert.pem,key=%1$s/key.pem".formatted(certificates);
        cli("context", "create", "plain", "--docker", "host=tcp://plain:2");
        cli("context", "create", "secured", "--docker", "host=tcp://secured:3," + files);
        cli("context", "create", "unverified", "--docker", "host=tcp://unverified:4,skip-tls-verify=true," + files);
        cli("context", "create", "local", "--docker", "host=unix:///local.sock");
    }

    /** Some that the CLI reads, in both places where it looks for them. */
    private void makeCertificates() throws IOException, InterruptedException {
        Path key = certificates.resolve("key.pem");
        Path certificate = certificates.resolve("cert.pem");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=engine",
                "-days",
                "2",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        Files.copy(certificate, certificates.resolve("ca.pem"));
        try (Stream<Path> files = Files.list(certificates)) {
            for (Path file : files.toList()) {
                Files.copy(file, configFolder.resolve(file.getFileName()));
            }
        }
    }

    private String cli(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = temporary.resolve("output");
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends: %s", List.of(command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s: %s", List.of(command), Files.readString(errors))
                .isZero();
        return Files.readString(output);
    }
}

package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.HttpProxy;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.container.ContainerSpec;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.image.BuilderVersion;
import dev.estibador.stream.Blocking;
import dev.estibador.swarm.SecretSpec;
import dev.estibador.swarm.UnlockKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * L41: a program that has used passwords, tokens and secrets, has closed its client and has let go of its own values has none
 * of them in its heap. Each is a mark of its own; the program is a JVM of its own, and so is no part of what knows the marks.
 * Not over TLS, whose buffers are Java's own.
 */
class SecretsInTheHeapContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** How a secret is used; the name is a part of its mark. */
    private enum Use {
        HEADER,
        PASSWORD,
        KEPT_PASSWORD,
        IDENTITY_TOKEN,
        ISSUED_TOKEN,
        SWARM_SECRET,
        UNLOCK_KEY,
        VARIABLE,
        INSPECTED_VARIABLE,
        BUILD_ARGUMENT,
        BUILD_PASSWORD,
        PROXY_PASSWORD;

        /** What follows the mark of the run. */
        String suffix() {
            return name();
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "TLS", mode = EnumSource.Mode.EXCLUDE)
    void noSecretIsLeftAfterTheClientIsClosed(Kind kind) throws Exception {
        byte[] random = new byte[9];
        ThreadLocalRandom.current().nextBytes(random);
        String mark = "mark" + HexFormat.of().formatHex(random);
        Path marks = Files.writeString(directory.resolve("marks"), mark + "\nkept" + mark.substring(4));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"auths\":{\"kept.test\":{\"auth\":\"%s\"},\"token.test\":{\"auth\":\"%s\",\"identitytoken\":\"%s\"}}}"
                        .formatted(
                                base64("ann:" + mark + Use.KEPT_PASSWORD.suffix()),
                                base64("<token>:"),
                                mark + Use.IDENTITY_TOKEN.suffix()));
        Path dump = directory.resolve("heap.hprof");
        try (var engine = new ScriptedEngine(kind, c -> serve(c, mark))) {
            new ChildJvm(directory)
                    .flags("-Xmx256m")
                    .run(
                            Program.class,
                            engine.config().build().address().toString(),
                            kind.channel().name(),
                            marks.toString(),
                            directory.toString(),
                            dump.toString());
        }
        byte[] heap = Files.readAllBytes(dump);
        Files.delete(dump);

        assertThat(found(heap, "kept" + mark.substring(4)))
                .as("what is kept is found")
                .isNotEmpty();
        assertThat(found(heap, mark)).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every place with the mark, as text of one or two bytes a character and in base64 at any offset. */
    private static List<String> found(byte[] heap, String mark) {
        List<String> found = new ArrayList<>();
        search(found, heap, "text", mark.getBytes(StandardCharsets.UTF_8));
        search(found, heap, "wide text", mark.getBytes(StandardCharsets.UTF_16BE));
        search(found, heap, "wide text", mark.getBytes(StandardCharsets.UTF_16LE));
        for (int offset = 0; offset < 3; offset++) {
            String encoded = base64("x".repeat(offset) + mark);
            // what the neighbours have a part in is left out
            String own = encoded.substring(offset == 0 ? 0 : 4, encoded.length() - 4);
            search(found, heap, "base64", own.getBytes(StandardCharsets.US_ASCII));
            search(found, heap, "wide base64", own.getBytes(StandardCharsets.UTF_16BE));
        }
        return found;
    }

    private static void search(List<String> found, byte[] heap, String form, byte[] wanted) {
        for (int at = 0; at <= heap.length - wanted.length && found.size() < 10; at++) {
            if (heap[at] == wanted[0] && Arrays.equals(heap, at, at + wanted.length, wanted, 0, wanted.length)) {
                int from = Math.max(0, at - 60);
                int to = Math.min(heap.length, at + 100);
                found.add(form + ": "
                        + new String(heap, from, to - from, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "."));
            }
        }
    }

    /** An engine that takes everything, one request after another. */
    private static void serve(Conversation c, String mark) throws IOException {
        while (true) {
            String head = c.head();
            if (head.startsWith("CONNECT ")) {
                c.say("HTTP/1.1 200 OK\r\n\r\n");
                continue;
            }
            Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
            if (length.find()) {
                for (int left = Integer.parseInt(length.group(1)); left > 0; left--) {
                    c.read();
                }
            } else if (head.contains("Transfer-Encoding")) {
                StringBuilder end = new StringBuilder();
                while (!end.toString().equals("\r\n0\r\n\r\n")) {
                    end.append((char) c.read());
                    end.delete(0, Math.max(0, end.length() - 7));
                }
            }
            c.json(reply(head, mark));
        }
    }

    private static String reply(String head, String mark) {
        if (head.contains("/auth ")) {
            return "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"" + mark + Use.ISSUED_TOKEN.suffix() + "\"}";
        }
        if (head.contains("/json ")) {
            return "{\"Id\":\"a\",\"Config\":{\"Env\":[\"TOKEN=" + mark + Use.INSPECTED_VARIABLE.suffix() + "\"]}}";
        }
        if (head.contains("/build?")) {
            return "{\"aux\":{\"ID\":\"sha256:abc\"}}";
        }
        return head.contains("/images/create?") ? "{\"status\":\"done\"}" : "{\"Id\":\"a\",\"ID\":\"a\"}";
    }

    /** What a program does with secrets that it has from a file. */
    static final class Program {
        static @Nullable String kept;

        private Program() {}

        /** Address, channel, file of the marks, folder of config.json, file for the dump. */
        public static void main(String[] arguments) throws Exception {
            use(arguments[0], ChannelKind.valueOf(arguments[1]), Path.of(arguments[2]), arguments[3]);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[4], true);
            System.out.println(kept == null);
        }

        private static void use(String address, ChannelKind channel, Path marks, String config) throws IOException {
            List<String> lines = Files.readAllLines(marks);
            kept = lines.get(1);
            String mark = lines.get(0);
            var environment = Map.of("DOCKER_CONFIG", config, "HOME", config, "PATH", "");
            DockerConfig.Builder to = DockerConfig.to(address)
                    .channel(channel)
                    .apiVersion(new ApiVersion(1, 45))
                    .header("Authorization", "Bearer " + mark + Use.HEADER.suffix())
                    .credentials(RegistryCredentials.dockerCli(environment));
            if (address.startsWith("tcp:")) {
                to.proxy(HttpProxy.parse("http://ann:" + mark + Use.PROXY_PASSWORD.suffix() + "@"
                        + address.substring("tcp://".length())));
            }
            try (DockerClient docker = DockerClient.open(to.build())) {
                RegistryAuth ann = RegistryAuth.of("ann", mark + Use.PASSWORD.suffix());
                await(docker.system().login(ann.at("own.test")));
                await(docker.images().pull("own.test/image", b -> b.auth(ann)).result());
                await(docker.images().pull("kept.test/image").result());
                await(docker.images().pull("token.test/image").result());
                await(docker.secrets()
                        .create(SecretSpec.of("s")
                                .data(mark + Use.SWARM_SECRET.suffix())
                                .build()));
                await(docker.swarm().unlock(new UnlockKey(mark + Use.UNLOCK_KEY.suffix())));
                await(docker.containers()
                        .create(ContainerSpec.of("image")
                                .env("TOKEN", mark + Use.VARIABLE.suffix())
                                .build()));
                await(docker.containers().inspect("a"));
                await(docker.images()
                        .build(BuildContext.of(Dockerfile.from("scratch")), b -> b.version(BuilderVersion.CLASSIC)
                                .buildArg("TOKEN", mark + Use.BUILD_ARGUMENT.suffix())
                                .registryAuths("own.test", RegistryAuth.of("ann", mark + Use.BUILD_PASSWORD.suffix())))
                        .result());
            }
        }

        private static void await(CompletionStage<?> call) {
            Blocking.await(call, LIMIT);
        }
    }
}

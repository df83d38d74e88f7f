package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.stream.Blocking;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program's log gets of a client, at the level at which everything is written. */
class LoggingContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SECRET = "hunter2-of-the-log";

    @TempDir
    Path directory;

    /** L51: nothing above DEBUG, and nothing that is thrown. L41: and no secret. */
    @Test
    void nothingIsLoggedAboveDebugOrThatIsThrownOrThatIsSecret() throws Exception {
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, LoggingContractTest::serve)) {
            ChildJvm program = new ChildJvm(directory).flags("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");
            List<String> failures = program.run(
                            Program.class, engine.config().build().address().toString())
                    .lines()
                    .toList();
            String log = program.error();

            assertThat(failures).hasSize(5).noneMatch(String::isEmpty);
            assertThat(log).as("the log is on").contains("DEBUG dev.estibador.");
            assertThat(log.lines().filter(line -> line.matches("(?s).*\\b(INFO|WARN|ERROR) .*")))
                    .isEmpty();
            assertThat(log).doesNotContain("Exception in thread").doesNotContain(SECRET);
            assertThat(failures).noneMatch(log::contains);
        }
    }

    private static void serve(Conversation c) throws IOException {
        while (true) {
            String head = c.head();
            Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
            for (int left = length.find() ? Integer.parseInt(length.group(1)) : 0; left > 0; left--) {
                c.read();
            }
            if (head.contains("/missing/")) {
                String body = "{\"message\":\"No such container: missing\"}";
                c.say("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
            } else if (head.contains("/cut/")) {
                return;
            } else if (head.contains("/odd/")) {
                c.json("{\"Id\": nonsense");
            } else if (head.contains("/logs?")) {
                c.say(Conversation.MULTIPLEXED).chunk(Conversation.frame(1, "one\n"));
                return;
            } else {
                c.json("{}");
            }
        }
    }

    static final class Program {
        private Program() {}

        /** Prints what is thrown. */
        public static void main(String[] arguments) {
            DockerConfig config = DockerConfig.to(arguments[0])
                    .apiVersion(new ApiVersion(1, 45))
                    .header("Authorization", SECRET)
                    .credentials(RegistryCredentials.of(Map.of("registry.test", RegistryAuth.of("ann", SECRET))))
                    .build();
            try (DockerClient docker = DockerClient.open(config)) {
                print(() -> docker.containers().inspect("missing"));
                print(() -> docker.containers().inspect("cut"));
                print(() -> docker.containers().inspect("odd"));
                print(() -> docker.containers().logs("a").forEach(frame -> {}));
                print(() -> docker.containers().logs("a").forEach(frame -> {
                    throw new IllegalStateException("the consumer of the test throws");
                }));
                Blocking.await(docker.images().pull("registry.test/image").result(), LIMIT);
                Blocking.await(docker.system().login(RegistryAuth.of("ann", SECRET)), LIMIT);
            }
        }

        private static void print(Supplier<CompletionStage<?>> call) {
            CompletableFuture<?> result = call.get().toCompletableFuture();
            try {
                Blocking.await(result, LIMIT);
                System.out.println();
            } catch (RuntimeException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}

package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.matrix.DefaultEngineOnly;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was sent of a secret is wiped. Not over TLS, whose buffers are Java's own: {@link BuildSecret} says so. */
@DefaultEngineOnly("searches this process, and not the engine")
class SecretsInTheHeapEngineTest {
    @TempDir
    Path folder;

    /** Neither the secret nor the search for it may pass through this process, whose heap is searched. */
    @ParameterizedTest
    @EnumSource(value = Reach.class, names = "TLS", mode = EnumSource.Mode.EXCLUDE)
    void aSecretIsNotInTheHeapAfterTheBuild(Reach reach) throws Exception {
        String mark = UUID.randomUUID().toString();
        Path secret = folder.resolve("secret");
        Path dump = folder.resolve("heap.hprof");
        run("head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \\n' > " + secret);
        var dockerfile = Dockerfile.from(Harbor.IMAGE)
                .env("MARK", mark)
                .line("RUN --mount=type=secret,id=it test $(wc -c < /run/secrets/it) -eq 48");
        try (Harbor harbor = new Harbor(reach)) {
            await(
                    harbor.docker
                            .images()
                            .build(BuildContext.of(dockerfile), b -> b.secret("it", BuildSecret.ofFile(secret)))
                            .result(),
                    LIMIT);

            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        }
        assertThat(run("grep -acF \"" + mark + "\" " + dump))
                .as("what is in the heap is found")
                .isNotEqualTo("0");
        assertThat(run("grep -acFf " + secret + " " + dump + " || true")).isEqualTo("0");
        Files.delete(dump);
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output.strip();
    }
}

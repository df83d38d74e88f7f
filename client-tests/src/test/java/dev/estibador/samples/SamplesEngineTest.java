package dev.estibador.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The samples, run as a newcomer would run them, in a process of their own. */
class SamplesEngineTest {
    private static String run(Class<?> sample) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        sample.getName(),
                        System.getenv("ESTIBADOR_BUSYBOX"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void theSampleOfTheReadmeBuildsRunsAndFollows() throws Exception {
        assertThat(run(Readme.class)).contains("Step 1/3 : FROM scratch", "hello from UTC\n", "bye\n");
    }

    @Test
    void theQuickstartDoesTheMainJob() throws Exception {
        assertThat(run(Quickstart.class))
                .contains("log STDOUT | crate 3 unloaded", "log STDERR | careful, wet paint")
                .contains("answer | heard: bananas from Bilbao", "exit code 0", "state: exited")
                .contains("manifest.txt | bananas from Bilbao", "started again: true", "nothing is left behind");
    }
}

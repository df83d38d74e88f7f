package dev.estibador.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The samples, run as a newcomer would run them, in a process of their own. */
class SamplesEngineTest {
    private static String run(Class<?> sample, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(sample.getName(), System.getenv("ESTIBADOR_BUSYBOX")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void theSampleOfTheReadmeBuildsRunsAndFollows() throws Exception {
        assertThat(run(Readme.class, "-cp", System.getProperty("java.class.path")))
                .contains("Step 1/3 : FROM scratch", "hello from UTC\n", "bye\n");
    }

    @Test
    void theQuickstartDoesTheMainJob() throws Exception {
        assertThat(run(Quickstart.class, "-cp", System.getProperty("java.class.path")))
                .contains("log STDOUT | crate 3 unloaded", "log STDERR | careful, wet paint")
                .contains("answer | heard: bananas from Bilbao", "exit code 0", "state: exited")
                .contains("manifest.txt | bananas from Bilbao", "started again: true", "nothing is left behind");
    }

    /** L50: the jars as modules; nothing of ours is reached by a way that modules close. */
    @Test
    void theSamplesRunOnTheModulePath() throws Exception {
        String jars = Files.readString(Path.of("target/runtime.classpath"));

        assertThat(run(Readme.class, "-p", jars, "--add-modules", "ALL-MODULE-PATH", "-cp", "target/classes"))
                .contains("hello from UTC\n", "bye\n")
                .doesNotContain("Exception");
        assertThat(run(Quickstart.class, "-p", jars, "--add-modules", "ALL-MODULE-PATH", "-cp", "target/classes"))
                .contains("exit code 0", "nothing is left behind")
                .doesNotContain("Exception");
    }
}

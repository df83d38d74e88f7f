package dev.estibador.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.engine.Harbor;
import dev.estibador.engine.Reach;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.stream.Blocking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples, run as a newcomer would run them, in a process of their own. */
@DefaultEngineOnly("runs the samples as programs, which do what other tests do")
class SamplesEngineTest {
    private static String run(Class<?> sample, String... options) throws IOException, InterruptedException {
        return run(sample, List.of(System.getenv("ESTIBADOR_BUSYBOX")), options);
    }

    private static String run(Class<?> sample, List<String> arguments, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add(sample.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void theSampleOfTheReadmeBuildsRunsAndFollows() throws Exception {
        assertThat(run(Readme.class, "-cp", System.getProperty("java.class.path")))
                .contains("exporting to image\n", "hello from UTC\n", "bye\n");
    }

    @Test
    void theQuickstartDoesTheMainJob() throws Exception {
        assertThat(run(Quickstart.class, "-cp", System.getProperty("java.class.path")))
                .containsPattern("#\\d+ \\[1/3\\] COPY \\W*busybox.*\n#\\d+ (DONE|CACHED)")
                .contains("log STDOUT | crate 3 unloaded", "log STDERR | careful, wet paint")
                .contains("answer | heard: bananas from Bilbao", "exit code 0", "state: exited")
                .contains("manifest.txt | bananas from Bilbao", "started again: true", "nothing is left behind");
    }

    @Test
    void theViewsOfALogShowTheSameLog(@TempDir Path folder) throws Exception {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            String id = harbor.create(c -> c.cmd("sh", "-c", "echo out; echo wrong >&2"));
            Blocking.await(harbor.docker.containers().start(id), Harbor.LIMIT);

            assertThat(run(
                            LogViews.class,
                            List.of(id, folder.toString()),
                            "-cp",
                            System.getProperty("java.class.path")))
                    .containsPattern("STDOUT 20\\S+Z out\n")
                    .containsPattern("STDERR 20\\S+Z wrong\n")
                    .contains("copied 4 + 6 bytes\n", "first error: wrong\n");
        }
        assertThat(folder.resolve("app.log")).hasSize(10);
        assertThat(folder.resolve("out.log")).hasContent("out\n");
        assertThat(folder.resolve("err.log")).hasContent("wrong\n");
    }

    @Test
    void theBuildInStagesIsRun() throws Exception {
        assertThat(run(StagedBuild.class, "-cp", System.getProperty("java.class.path")))
                .containsPattern("build [1-9][0-9]*, owned by 1000, costs 5 \\$ \"net\"\n");
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

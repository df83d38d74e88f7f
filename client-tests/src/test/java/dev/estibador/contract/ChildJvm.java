package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class with the tests' class path in a JVM of its own: for what a JVM does once, or what only a new one shows. */
final class ChildJvm {
    private static final int LIMIT_SECONDS = 180;

    private final Path directory;
    private final List<String> flags = new ArrayList<>();

    /** @param directory where what it writes is kept */
    ChildJvm(Path directory) {
        this.directory = directory;
    }

    ChildJvm flags(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** Waits for its end, which must be a good one; returns what it wrote to standard output. */
    String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as("%s%s", output(), error()).isZero();
        return output();
    }

    String output() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    String error() throws IOException {
        return Files.readString(directory.resolve("err"));
    }
}

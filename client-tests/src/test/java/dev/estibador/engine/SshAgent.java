package dev.estibador.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.common.FileSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenSSH's agent with one throw-away key, and its client as files for an image. Its socket's path must be short. */
final class SshAgent implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Path folder;
    private final Process agent;

    SshAgent(Path parent) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("ssh");
        Path key = folder.resolve("key");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "throw-away", "-f", key.toString());
        // -D: it stays this process's child, and ends with it
        agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket().toString())
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("ssh-agent.log").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(socket()) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        run("ssh-add", "-q", key.toString());
    }

    Path socket() {
        return folder.resolve("agent");
    }

    String keys() throws IOException, InterruptedException {
        return run("ssh-add", "-l");
    }

    String fingerprint() throws IOException, InterruptedException {
        return run("ssh-keygen", "-l", "-f", folder.resolve("key.pub").toString())
                .split(" ", -1)[1];
    }

    /** Adds {@code ssh-add}, all that it is linked with, and the public key, below {@code ssh/}. */
    void addTo(FileSet.Builder files) {
        try {
            Path program = Path.of(run("sh", "-c", "command -v ssh-add").strip());
            files.file("ssh/bin/ssh-add", program).file("ssh/key.pub", folder.resolve("key.pub"));
            Matcher library = Pattern.compile("(/\\S+) \\(0x").matcher(run("ldd", program.toString()));
            while (library.find()) {
                files.file("ssh" + library.group(1), Path.of(library.group(1)).toRealPath());
            }
            files.text("ssh/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SSH_AUTH_SOCK", socket().toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(List.of(command) + ": " + output).isZero();
        return output;
    }

    @Override
    public void close() throws IOException {
        agent.destroy();
        agent.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        for (String name : List.of("key", "key.pub", "agent")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }
}

package dev.estibador.samples;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.stream.OutputTransfer;
import dev.estibador.stream.StreamSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log of a container that is there, in each of its views. The container's id or name, and a folder for files. */
public final class LogViews {
    public static void main(String[] args) throws IOException {
        try (DockerClient docker = DockerClient.open()) {
            lines(docker, args[0]);
            files(docker, args[0], Path.of(args[1]));
            reader(docker, args[0]);
        }
    }

    /** Follows the log up to the container's end, line by line, over as many connections as it takes. */
    private static void lines(DockerClient docker, String id) {
        await(docker.containers()
                .logs(id, l -> l.follow(true).timestamps(true).resume(true))
                .lines()
                .forEach(line -> System.out.println(line.source() + " " + line.timestamp() + " " + line.text())));
    }

    /** Writes both sources to one file, then each to its own. */
    private static void files(DockerClient docker, String id, Path folder) throws IOException {
        OutputTransfer done = await(docker.containers().logs(id).copyTo(folder.resolve("app.log")));
        System.out.println("copied " + done.stdoutBytes() + " + " + done.stderrBytes() + " bytes");

        try (var out = Files.newOutputStream(folder.resolve("out.log"));
                var err = Files.newOutputStream(folder.resolve("err.log"))) {
            await(docker.containers().logs(id).copyTo(out, err));
        }
    }

    /** Reads one source by what the JDK has for reading. */
    private static void reader(DockerClient docker, String id) throws IOException {
        try (var log = docker.containers().logs(id).asInputStream(StreamSource.STDERR);
                var reader = new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8))) {
            System.out.println("first error: " + reader.readLine());
        }
    }

    private LogViews() {}
}

package dev.estibador.netty.connect;

import dev.estibador.error.CredentialsException;
import dev.estibador.netty.fuzz.TemporaryDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fuzz targets of the files that the docker command keeps. */
public final class CliFilesFuzz {
    private CliFilesFuzz() {}

    /** {@code config.json} and {@code DOCKER_AUTH_CONFIG}. No credential helper is on the path. */
    public static void credentials(byte[] input) {
        TemporaryDirectory.with(directory -> {
            CliHome home = new CliHome(directory).with("PATH", directory.toString());
            write(home.configFile(), input);
            lookUp(home);
            try {
                home.config();
            } catch (IllegalArgumentException e) {
                // is how it refuses
            }
            lookUp(home.with("DOCKER_AUTH_CONFIG", new String(input, StandardCharsets.UTF_8)));
        });
    }

    private static void lookUp(CliHome home) {
        try (CliCredentials credentials = new CliCredentials(home.variables)) {
            for (String registry : new String[] {"docker.io", "registry.test:5000"}) {
                try {
                    credentials.apply(registry);
                } catch (CredentialsException e) {
                    // is how it refuses
                }
            }
        }
    }

    /** A context's {@code meta.json}. */
    public static void contexts(byte[] input) {
        TemporaryDirectory.with(directory -> {
            CliHome home = new CliHome(directory);
            write(home.contextFile("fuzzed"), input);
            try {
                new ContextStore(home.folder.resolve(".docker")).context("fuzzed");
            } catch (IllegalArgumentException e) {
                // is how it refuses
            }
        });
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}

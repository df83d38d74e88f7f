package dev.estibador.netty.connect;

import dev.estibador.connect.DockerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A home with what the docker CLI keeps there, variables that lead to it, and a root below which no engine of this machine is. */
final class CliHome {
    final Path folder;
    final Path root;
    final Map<String, String> variables = new HashMap<>();

    CliHome(Path temporary) {
        folder = temporary.resolve("home");
        root = temporary.resolve("root");
        variables.put("HOME", folder.toString());
    }

    CliHome with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    DockerConfig config() {
        return Environment.config(variables, root);
    }

    String explanation() {
        return config().explain();
    }

    Path configFile() {
        return folder.resolve(".docker/config.json");
    }

    void writeConfig(String json) throws IOException {
        write(configFile(), json);
    }

    Path contextFile(String name) {
        return folder.resolve(".docker/contexts/meta").resolve(hash(name)).resolve("meta.json");
    }

    void context(String name, String host, boolean unverified) throws IOException {
        write(
                contextFile(name),
                "{\"Name\":\"" + name + "\",\"Metadata\":{\"Description\":\"d\"},\"Endpoints\":{\"docker\":{\"Host\":\""
                        + host + "\",\"SkipTLSVerify\":" + unverified + "},\"kubernetes\":{\"Host\":7}}}");
    }

    Path tlsFolder(String context) {
        return folder.resolve(".docker/contexts/tls").resolve(hash(context)).resolve("docker");
    }

    /** Writes files of these names. */
    static Path files(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            Files.writeString(folder.resolve(name), "PEM");
        }
        return folder;
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

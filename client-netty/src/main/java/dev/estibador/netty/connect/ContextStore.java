package dev.estibador.netty.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.TlsMaterial;
import dev.estibador.netty.files.WholeFile;
import dev.estibador.netty.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that {@code docker context create} keeps, each in folders that the hash of its name names. What is wrong with one is an
 * {@link IllegalArgumentException}, as is all else that the environment says wrongly.
 */
final class ContextStore {
    /** The context of the environment's variables, of which nothing is kept. */
    static final String DEFAULT = "default";

    private final Path folder;

    /** @param configFolder of the docker CLI */
    ContextStore(Path configFolder) {
        folder = configFolder.resolve("contexts");
    }

    /** The content of a {@code meta.json}. */
    record Meta(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Endpoints") @Nullable Endpoints endpoints) {}

    /** There may be others, such as that of a Kubernetes. */
    record Endpoints(@JsonProperty("docker") @Nullable Endpoint docker) {}

    record Endpoint(
            @JsonProperty("Host") @Nullable String host,
            @JsonProperty("SkipTLSVerify") boolean unverified) {}

    /**
     * Where a context leads.
     *
     * @param explanation of its TLS; null where it has none
     */
    record Found(
            EngineAddress address,
            @Nullable TlsMaterial tls,
            @Nullable String explanation) {}

    Found context(String name) {
        Path file = folder.resolve("meta").resolve(hash(name)).resolve("meta.json");
        Endpoint endpoint = endpoint(name, file);
        TlsFolder tls = new TlsFolder(folder.resolve("tls").resolve(hash(name)).resolve("docker"));
        boolean secured = endpoint.unverified() || TlsFolder.mayBeThere(tls.path());
        EngineAddress address;
        try {
            address = EngineAddress.parse(
                    String.valueOf(endpoint.host()),
                    secured ? EngineAddress.DEFAULT_TLS_PORT : EngineAddress.DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the docker context \"" + name + "\" of " + file + ": " + e.getMessage(), e);
        }
        if (!secured || !(address instanceof EngineAddress.Tcp)) {
            return new Found(address, null, null);
        }
        try {
            TlsMaterial material = tls.trusting(tls.authorityIfThere(), !endpoint.unverified());
            return new Found(address, material, tls.explain(material));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the docker context \"" + name + "\": " + e.getMessage(), e);
        }
    }

    private Endpoint endpoint(String name, Path file) {
        Meta meta;
        try {
            meta = read(file);
        } catch (NoSuchFileException e) {
            throw unusable("there is no docker context \"" + name + "\", as " + file + " is not there");
        } catch (IOException e) {
            throw unusable("the docker context \"" + name + "\" cannot be read: " + file + ": " + CliConfig.problem(e));
        } catch (IllegalArgumentException e) {
            throw unusable("the docker context \"" + name + "\" is malformed: " + file + ": " + e.getMessage());
        }
        Endpoint endpoint = meta == null || meta.endpoints() == null
                ? null
                : meta.endpoints().docker();
        if (endpoint == null || endpoint.host() == null || endpoint.host().isBlank()) {
            throw unusable("the docker context \"" + name + "\" has no docker endpoint with a host in " + file);
        }
        return endpoint;
    }

    private static @Nullable Meta read(Path file) throws IOException {
        return Json.document(WholeFile.read(file), Meta.class, false);
    }

    private IllegalArgumentException unusable(String problem) {
        return new IllegalArgumentException(problem + "; the contexts there are: " + String.join(", ", names()));
    }

    /** The names of those that can be read. */
    private List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder.resolve("meta"))) {
            for (Path each : folders) {
                Meta meta = readable(each.resolve("meta.json"));
                if (meta != null && meta.name() != null) {
                    names.add(meta.name());
                }
            }
        } catch (IOException e) {
            // then there is but the default
        }
        List<String> all = new ArrayList<>(List.of(DEFAULT));
        all.addAll(names);
        return all;
    }

    private static @Nullable Meta readable(Path file) {
        try {
            return read(file);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

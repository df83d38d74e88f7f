package dev.estibador.netty.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.netty.files.WholeFile;
import dev.estibador.netty.json.Json;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the docker CLI's {@code config.json} says of registries, of the engine, and of what each request has. */
record CliConfig(
        @JsonProperty("auths") Map<String, RegistryAuth> auths,
        @JsonProperty("credHelpers") Map<String, String> helpers,
        @JsonProperty("credsStore") @Nullable String store,
        @JsonProperty("currentContext") @Nullable String context,
        @JsonProperty("HttpHeaders") Map<String, String> headers) {
    static final CliConfig NONE = new CliConfig(Map.of(), Map.of(), null, null, Map.of());
    private static final String HUB = "https://index.docker.io/v1/";

    CliConfig {
        auths = Copies.of(auths);
        helpers = Copies.of(helpers);
        store = store == null || store.isEmpty() ? null : store;
        context = context == null || context.isBlank() ? null : context.trim();
        headers = Copies.of(headers);
    }

    /** The file; without one, or in an empty one, there is nothing. Fails with an {@link IllegalArgumentException} if it is malformed. */
    static CliConfig read(Path file) throws IOException {
        byte[] content;
        try {
            content = WholeFile.read(file);
        } catch (NoSuchFileException e) {
            return NONE;
        }
        try {
            CliConfig read = isBlank(content) ? null : Json.document(content, CliConfig.class, false);
            return read == null ? NONE : read;
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Without a text of what may be passwords. */
    private static boolean isBlank(byte[] content) {
        for (byte each : content) {
            if (!Character.isWhitespace(each)) {
                return false;
            }
        }
        return true;
    }

    /** Why a file cannot be read, without its name. */
    static String problem(IOException reading) {
        String reason = reading instanceof FileSystemException of ? of.getReason() : reading.getMessage();
        return reading instanceof AccessDeniedException
                ? "permission denied"
                : reason == null ? reading.toString() : reason;
    }

    /** True where it has nothing for any registry. */
    boolean isSilent() {
        return store == null && helpers.isEmpty() && auths.isEmpty();
    }

    /** The name of the helper that has the registry's credentials; empty or null where none has. */
    @Nullable
    String helperFor(String registry) {
        String own = of(registry, helpers);
        return own == null ? store : own;
    }

    /** The CLI's own key for a registry. */
    static String key(String registry) {
        return registry.equals("docker.io") ? HUB : registry;
    }

    /** What stands under the CLI's key for the registry, else under another address of the same, as old versions wrote it. */
    static <V> @Nullable V of(String registry, Map<String, V> byAddress) {
        V exact = byAddress.get(key(registry));
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, V> entry : byAddress.entrySet()) {
            if (RegistryCredentials.registryOf(entry.getKey()).equals(registry)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Nothing of headers, which may be secrets. */
    @Override
    public String toString() {
        return "CliConfig[" + context + "]";
    }
}

package dev.estibador.netty.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.netty.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the docker CLI's {@code config.json} says of registries. */
record CliConfig(
        @JsonProperty("auths") Map<String, RegistryAuth> auths,
        @JsonProperty("credHelpers") Map<String, String> helpers,
        @JsonProperty("credsStore") @Nullable String store) {
    private static final CliConfig NONE = new CliConfig(Map.of(), Map.of(), null);
    private static final String HUB = "https://index.docker.io/v1/";

    CliConfig {
        auths = Copies.of(auths);
        helpers = Copies.of(helpers);
        store = store == null || store.isEmpty() ? null : store;
    }

    /** The file; without one, or in an empty one, there is nothing. Fails with an {@link IllegalArgumentException} if it is malformed. */
    static CliConfig read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return NONE;
        }
        CliConfig read = new String(content, StandardCharsets.UTF_8).isBlank()
                ? null
                : Json.document(content, CliConfig.class, false);
        return read == null ? NONE : read;
    }

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
}

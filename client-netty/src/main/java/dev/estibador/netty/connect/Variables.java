package dev.estibador.netty.connect;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Variables of an environment; on Windows case does not count in their names. */
final class Variables {
    private final Map<String, String> byName;

    Variables(Map<String, String> environment) {
        byName = CredentialHelpers.WINDOWS ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
        byName.putAll(environment);
    }

    Map<String, String> map() {
        return byName;
    }

    /** The value without the space around it; null if there is none, or nothing else. */
    @Nullable
    String text(String name) {
        String value = byName.get(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    /** Whether there is any value, as the docker CLI reads its switches: 0 and "false" switch on, too. */
    boolean isSet(String name) {
        return !byName.getOrDefault(name, "").isEmpty();
    }

    Path home() {
        String home = byName.get(CredentialHelpers.WINDOWS ? "USERPROFILE" : "HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home)
                .toAbsolutePath();
    }

    /** Where the docker CLI keeps what it knows. */
    Path configFolder() {
        String named = byName.get("DOCKER_CONFIG");
        return named == null || named.isBlank()
                ? home().resolve(".docker")
                : Path.of(named).toAbsolutePath();
    }

    Path configFile() {
        return configFolder().resolve("config.json");
    }
}

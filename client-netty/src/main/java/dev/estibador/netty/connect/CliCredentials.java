package dev.estibador.netty.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RegistryAuth;
import dev.estibador.error.CredentialsException;
import dev.estibador.netty.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials where {@code docker login} leaves them, in the docker CLI's order: {@code DOCKER_AUTH_CONFIG}, then the
 * helper that has the registry, then {@code config.json} itself. All is read anew for each look-up, since all may change.
 */
public final class CliCredentials implements Function<String, @Nullable RegistryAuth>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CliCredentials.class);

    private static final String VARIABLE = "DOCKER_AUTH_CONFIG";

    /** The user name by which a helper says that the secret is an identity token. */
    private static final String TOKEN = "<token>";

    /** Enough for a person to unlock a keychain. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Variables variables;
    private final CredentialHelpers helpers;

    public CliCredentials(Map<String, String> environment) {
        this(environment, LIMIT);
    }

    /** @param limit how long a helper may take */
    CliCredentials(Map<String, String> environment, Duration limit) {
        variables = new Variables(environment);
        helpers = new CredentialHelpers(variables.map(), limit);
    }

    /** The value of {@link #VARIABLE}, in which nothing else may stand. */
    record Variable(@JsonProperty("auths") Map<String, OnlyAuth> auths) {
        Variable {
            auths = Copies.of(auths);
        }
    }

    record OnlyAuth(@JsonProperty("auth") @Nullable String auth) {
        @Override
        public String toString() {
            return "OnlyAuth";
        }
    }

    /** Null for nobody. */
    @Override
    public @Nullable RegistryAuth apply(String registry) {
        RegistryAuth told = ofVariable(registry);
        if (told != null) {
            return told;
        }
        Path file = variables.configFile();
        CliConfig config = config(registry, file);
        RegistryAuth kept = CliConfig.of(registry, config.auths());
        RegistryAuth ofFile = kept == null ? RegistryAuth.ANONYMOUS : decoded(registry, file.toString(), kept);
        String helper = config.helperFor(registry);
        RegistryAuth found;
        if (config.isSilent()) {
            found = ofSystem(registry);
        } else if (helper == null || helper.isEmpty()) {
            found = ofFile;
        } else {
            found = ofHelper(registry, helper, ofFile);
        }
        return found.equals(RegistryAuth.ANONYMOUS) ? null : found.at(CliConfig.key(registry));
    }

    private @Nullable RegistryAuth ofVariable(String registry) {
        String value = variables.text(VARIABLE);
        if (value == null) {
            return null;
        }
        Variable variable;
        try {
            variable = Json.document(value.getBytes(StandardCharsets.UTF_8), Variable.class, true);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(registry, VARIABLE + ": " + e.getMessage(), e);
        }
        Map<String, OnlyAuth> auths = variable == null ? Map.of() : variable.auths();
        auths.forEach((address, entry) -> {
            if (entry.auth() == null || entry.auth().isEmpty()) {
                throw new CredentialsException(registry, VARIABLE + ": \"" + address + "\" has no auth", null);
            }
        });
        OnlyAuth own = CliConfig.of(registry, auths);
        return own == null
                ? null
                : decoded(registry, VARIABLE, new RegistryAuth(null, null, own.auth(), null, null, null))
                        .at(CliConfig.key(registry));
    }

    private static CliConfig config(String registry, Path file) {
        try {
            return CliConfig.read(file);
        } catch (IOException e) {
            throw new CredentialsException(registry, file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(registry, file + ": " + e.getMessage(), e);
        }
    }

    /** The entry without what is empty, and with user and password in place of the two in base64. */
    private static RegistryAuth decoded(String registry, String source, RegistryAuth entry) {
        String user = entry.username();
        String password = entry.password();
        String both = present(entry.auth());
        if (both != null) {
            String text = text(registry, source, both);
            int colon = text.indexOf(':');
            if (colon <= 0) {
                throw malformed(registry, source, "is not user:password in base64");
            }
            user = text.substring(0, colon);
            password = trimmed(text.substring(colon + 1));
        }
        return new RegistryAuth(
                present(user),
                present(password),
                null,
                null,
                present(entry.identityToken()),
                present(entry.registryToken()));
    }

    private static String text(String registry, String source, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("[\r\n]", ""));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // which quotes a character of what may be a password
            throw malformed(registry, source, "is no base64");
        }
    }

    private static CredentialsException malformed(String registry, String source, String problem) {
        return new CredentialsException(registry, source + ": the auth of the registry " + problem, null);
    }

    /** Old versions filled passwords up with NULs. */
    private static String trimmed(String password) {
        int from = 0;
        int to = password.length();
        while (from < to && password.charAt(from) == 0) {
            from++;
        }
        while (from < to && password.charAt(to - 1) == 0) {
            to--;
        }
        return password.substring(from, to);
    }

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** A store that nobody has chosen must not stand in the way of public images: many a server has one that cannot work. */
    private RegistryAuth ofSystem(String registry) {
        String helper = helpers.ofSystem();
        try {
            return helper == null ? RegistryAuth.ANONYMOUS : ofHelper(registry, helper, RegistryAuth.ANONYMOUS);
        } catch (CredentialsException e) {
            LOG.debug("no credentials are configured, and the system's own store does not work", e);
            return RegistryAuth.ANONYMOUS;
        }
    }

    /** A registry's token stays the file's, since helpers do not keep any. */
    private RegistryAuth ofHelper(String registry, String helper, RegistryAuth ofFile) {
        CredentialHelpers.Kept kept = helpers.get(registry, helper, CliConfig.key(registry));
        String user = kept == null ? null : present(kept.user());
        String secret = kept == null ? null : present(kept.secret());
        return TOKEN.equals(user)
                ? new RegistryAuth(null, null, null, null, secret, ofFile.registryToken())
                : new RegistryAuth(user, secret, null, null, null, ofFile.registryToken());
    }

    /** Ends the helper that runs, if one does. */
    @Override
    public void close() {
        helpers.close();
    }
}

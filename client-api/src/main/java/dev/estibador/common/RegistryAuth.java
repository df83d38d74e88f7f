package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a registry knows a user by: name and password, or a token. Its text never shows the secrets.
 *
 * @param auth name and password in base64, for registries of old
 * @param serverAddress the registry's host; {@code https://index.docker.io/v1/} for Docker Hub
 * @param identityToken in place of the password
 * @param registryToken a bearer token that the registry itself gave
 */
public record RegistryAuth(
        @JsonProperty("username") @Nullable String username,
        @JsonProperty("password") @Nullable String password,
        @JsonProperty("auth") @Nullable String auth,
        @JsonProperty("serveraddress") @Nullable String serverAddress,
        @JsonProperty("identitytoken") @Nullable String identityToken,
        @JsonProperty("registrytoken") @Nullable String registryToken) {
    @JsonCreator
    public RegistryAuth {}

    /** Nobody in particular: what may be had without logging in. */
    public static final RegistryAuth ANONYMOUS = new RegistryAuth(null, null, null, null, null, null);

    public static RegistryAuth of(String username, String password) {
        return new RegistryAuth(username, password, null, null, null, null);
    }

    /** The same for the registry at that address. */
    public RegistryAuth at(String address) {
        return new RegistryAuth(username, password, auth, address, identityToken, registryToken);
    }

    public static RegistryAuth ofIdentityToken(String token) {
        return new RegistryAuth(null, null, null, null, token, null);
    }

    public static RegistryAuth ofRegistryToken(String token) {
        return new RegistryAuth(null, null, null, null, null, token);
    }

    @Override
    public String toString() {
        return "RegistryAuth[" + (username == null ? "" : username)
                + (serverAddress == null ? "" : " at " + serverAddress) + "]";
    }
}

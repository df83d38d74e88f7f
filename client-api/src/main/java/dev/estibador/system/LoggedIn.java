package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /auth}. Its text never shows the token.
 *
 * @param status for people
 * @param identityToken to be used in place of the password from now on; null where the registry gives none
 */
public record LoggedIn(
        @JsonProperty("Status") String status,
        @JsonProperty("IdentityToken") @Nullable String identityToken) {
    @JsonCreator
    public LoggedIn {
        status = Copies.text(status);
        identityToken = identityToken == null || identityToken.isEmpty() ? null : identityToken;
    }

    @Override
    public String toString() {
        return "LoggedIn[" + status + "]";
    }
}

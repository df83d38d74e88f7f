package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who signs the certificates of a swarm's nodes.
 *
 * @param trustRoot the root certificates, in PEM
 * @param certIssuerSubject DER in base64
 * @param certIssuerPublicKey DER in base64
 */
public record TlsInfo(
        @JsonProperty("TrustRoot") @Nullable String trustRoot,
        @JsonProperty("CertIssuerSubject") @Nullable String certIssuerSubject,
        @JsonProperty("CertIssuerPublicKey") @Nullable String certIssuerPublicKey) {
    @JsonCreator
    public TlsInfo {}
}

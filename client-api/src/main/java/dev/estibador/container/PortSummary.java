package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A port in the list of containers.
 *
 * @param publicPort null where it is not published
 * @param type {@code tcp}, {@code udp} or {@code sctp}
 */
public record PortSummary(
        @JsonProperty("IP") @Nullable String ip,
        @JsonProperty("PrivatePort") @Nullable Integer privatePort,
        @JsonProperty("PublicPort") @Nullable Integer publicPort,
        @JsonProperty("Type") @Nullable String type) {
    @JsonCreator
    public PortSummary {}
}

package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A port of a service.
 *
 * @param targetPort inside the container
 * @param publishedPort on the nodes; null for any free one
 */
public record PortConfig(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Protocol") @Nullable PortProtocol protocol,
        @JsonProperty("TargetPort") @Nullable Integer targetPort,
        @JsonProperty("PublishedPort") @Nullable Integer publishedPort,
        @JsonProperty("PublishMode") @Nullable PublishMode publishMode) {
    @JsonCreator
    public PortConfig {}

    /** A TCP port of the container, on every node of the swarm unless told otherwise. */
    public static Builder of(int targetPort) {
        return new Builder().protocol(PortProtocol.TCP).targetPort(targetPort);
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.protocol = protocol;
        builder.targetPort = targetPort;
        builder.publishedPort = publishedPort;
        builder.publishMode = publishMode;
        return builder;
    }

    public static final class Builder {
        private @Nullable String name;
        private @Nullable PortProtocol protocol;
        private @Nullable Integer targetPort;
        private @Nullable Integer publishedPort;
        private @Nullable PublishMode publishMode;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder protocol(@Nullable PortProtocol value) {
            protocol = value;
            return this;
        }

        public Builder targetPort(int value) {
            targetPort = value;
            return this;
        }

        public Builder publishedPort(int value) {
            publishedPort = value;
            return this;
        }

        public Builder publishMode(@Nullable PublishMode value) {
            publishMode = value;
            return this;
        }

        public PortConfig build() {
            return new PortConfig(name, protocol, targetPort, publishedPort, publishMode);
        }
    }
}

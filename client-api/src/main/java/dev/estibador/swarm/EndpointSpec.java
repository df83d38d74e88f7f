package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service is found and reached.
 *
 * @param ports on every node only with {@link ResolutionMode#VIP}
 */
public record EndpointSpec(
        @JsonProperty("Mode") @Nullable ResolutionMode mode,
        @JsonProperty("Ports") List<PortConfig> ports) {
    @JsonCreator
    public EndpointSpec {
        ports = Copies.of(ports);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.mode = mode;
        builder.ports.addAll(ports);
        return builder;
    }

    public static final class Builder {
        private @Nullable ResolutionMode mode;
        private final List<PortConfig> ports = new ArrayList<>();

        private Builder() {}

        public Builder mode(@Nullable ResolutionMode value) {
            mode = value;
            return this;
        }

        public Builder ports(PortConfig... more) {
            ports.addAll(List.of(more));
            return this;
        }

        public Builder ports(List<PortConfig> all) {
            ports.clear();
            ports.addAll(all);
            return this;
        }

        public EndpointSpec build() {
            return new EndpointSpec(mode, ports);
        }
    }
}

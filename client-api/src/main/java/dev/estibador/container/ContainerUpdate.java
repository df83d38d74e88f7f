package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What to change of a container, whether it runs or not. */
public record ContainerUpdate(
        @JsonUnwrapped Resources resources,
        @JsonProperty("RestartPolicy") @Nullable RestartPolicy restartPolicy) {
    @JsonCreator
    public ContainerUpdate {}

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.resources = resources.toBuilder();
        builder.restartPolicy = restartPolicy;
        return builder;
    }

    public static final class Builder {
        private Resources.Builder resources = Resources.builder();
        private @Nullable RestartPolicy restartPolicy;

        private Builder() {}

        public Builder resources(Consumer<Resources.Builder> change) {
            change.accept(resources);
            return this;
        }

        public Builder restartPolicy(@Nullable RestartPolicy value) {
            restartPolicy = value;
            return this;
        }

        public ContainerUpdate build() {
            return new ContainerUpdate(resources.build(), restartPolicy);
        }
    }
}

package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node has, or what is set aside for a task.
 *
 * @param nanoCpus billionths of a CPU
 * @param genericResources that users made up
 */
public record NodeResources(
        @JsonProperty("NanoCPUs") @Nullable Long nanoCpus,
        @JsonProperty("MemoryBytes") @Nullable Long memoryBytes,
        @JsonProperty("GenericResources") List<GenericResource> genericResources) {
    @JsonCreator
    public NodeResources {
        genericResources = Copies.of(genericResources);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.nanoCpus = nanoCpus;
        builder.memoryBytes = memoryBytes;
        builder.genericResources.addAll(genericResources);
        return builder;
    }

    public static final class Builder {
        private @Nullable Long nanoCpus;
        private @Nullable Long memoryBytes;
        private final List<GenericResource> genericResources = new ArrayList<>();

        private Builder() {}

        public Builder nanoCpus(long value) {
            nanoCpus = value;
            return this;
        }

        public Builder memoryBytes(long value) {
            memoryBytes = value;
            return this;
        }

        public Builder genericResources(GenericResource... more) {
            genericResources.addAll(List.of(more));
            return this;
        }

        public Builder genericResources(List<GenericResource> all) {
            genericResources.clear();
            genericResources.addAll(all);
            return this;
        }

        public NodeResources build() {
            return new NodeResources(nanoCpus, memoryBytes, genericResources);
        }
    }
}

package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node is to be in the swarm.
 *
 * @param labels that constraints know as {@code node.labels.KEY}
 */
public record NodeSpec(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Role") @Nullable NodeRole role,
        @JsonProperty("Availability") @Nullable NodeAvailability availability) {
    @JsonCreator
    public NodeSpec {
        labels = Copies.of(labels);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.labels.putAll(labels);
        builder.role = role;
        builder.availability = availability;
        return builder;
    }

    public static final class Builder {
        private @Nullable String name;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable NodeRole role;
        private @Nullable NodeAvailability availability;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder labels(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder labels(Map<String, String> all) {
            labels.clear();
            labels.putAll(all);
            return this;
        }

        public Builder role(@Nullable NodeRole value) {
            role = value;
            return this;
        }

        public Builder availability(@Nullable NodeAvailability value) {
            availability = value;
            return this;
        }

        public NodeSpec build() {
            return new NodeSpec(name, labels, role, availability);
        }
    }
}

package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On which nodes tasks run.
 *
 * @param constraints that must all hold: {@code node.role==manager}, {@code node.labels.zone!=a}
 * @param preferences the weightiest first
 * @param maxReplicas on a node, 0 for any number
 * @param platforms that the image is for; none for any
 */
public record Placement(
        @JsonProperty("Constraints") List<String> constraints,
        @JsonProperty("Preferences") List<Preference> preferences,
        @JsonProperty("MaxReplicas") @Nullable Long maxReplicas,
        @JsonProperty("Platforms") List<NodePlatform> platforms) {
    @JsonCreator
    public Placement {
        constraints = Copies.of(constraints);
        preferences = Copies.of(preferences);
        platforms = Copies.of(platforms);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.constraints.addAll(constraints);
        builder.preferences.addAll(preferences);
        builder.maxReplicas = maxReplicas;
        builder.platforms.addAll(platforms);
        return builder;
    }

    public static final class Builder {
        private final List<String> constraints = new ArrayList<>();
        private final List<Preference> preferences = new ArrayList<>();
        private @Nullable Long maxReplicas;
        private final List<NodePlatform> platforms = new ArrayList<>();

        private Builder() {}

        public Builder constraints(String... more) {
            constraints.addAll(List.of(more));
            return this;
        }

        public Builder constraints(List<String> all) {
            constraints.clear();
            constraints.addAll(all);
            return this;
        }

        public Builder preferences(Preference... more) {
            preferences.addAll(List.of(more));
            return this;
        }

        public Builder preferences(List<Preference> all) {
            preferences.clear();
            preferences.addAll(all);
            return this;
        }

        public Builder maxReplicas(long value) {
            maxReplicas = value;
            return this;
        }

        public Builder platforms(NodePlatform... more) {
            platforms.addAll(List.of(more));
            return this;
        }

        public Builder platforms(List<NodePlatform> all) {
            platforms.clear();
            platforms.addAll(all);
            return this;
        }

        public Placement build() {
            return new Placement(constraints, preferences, maxReplicas, platforms);
        }
    }

    /** What tasks are spread over. */
    public record Preference(
            @JsonProperty("Spread") @Nullable Spread spread) {
        @JsonCreator
        public Preference {}

        /** Evenly over the values of a label: {@code node.labels.zone}, {@code engine.labels.rack}. */
        public static Preference spread(String descriptor) {
            return new Preference(new Spread(descriptor));
        }
    }

    /** A label of nodes. */
    public record Spread(
            @JsonProperty("SpreadDescriptor") @Nullable String spreadDescriptor) {
        @JsonCreator
        public Spread {}
    }
}

package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Something of a node that users made up: single ones with names, or a number of them. One of both is set. */
public record GenericResource(
        @JsonProperty("NamedResourceSpec") @Nullable Named named,
        @JsonProperty("DiscreteResourceSpec") @Nullable Discrete discrete) {
    @JsonCreator
    public GenericResource {}

    /** A single one: {@code named("GPU", "UUID1")}. */
    public static GenericResource named(String kind, String value) {
        return new GenericResource(new Named(kind, value), null);
    }

    /** A number of them: {@code discrete("SSD", 3)}. */
    public static GenericResource discrete(String kind, long value) {
        return new GenericResource(null, new Discrete(kind, value));
    }

    /** One that is known by its name. */
    public record Named(
            @JsonProperty("Kind") @Nullable String kind,
            @JsonProperty("Value") @Nullable String value) {
        @JsonCreator
        public Named {}
    }

    /** So many of a kind. */
    public record Discrete(
            @JsonProperty("Kind") @Nullable String kind,
            @JsonProperty("Value") @Nullable Long value) {
        @JsonCreator
        public Discrete {}
    }
}

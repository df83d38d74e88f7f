package dev.estibador.image;

import dev.estibador.common.Copies;
import dev.estibador.common.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * Which attestations of an image to tell.
 *
 * @param platforms of the variant, at most one as yet; none for the engine's own
 * @param types URIs of in-toto predicates; none for all
 * @param statement tell the statements themselves too
 */
public record AttestationOptions(List<Platform> platforms, List<String> types, boolean statement) {
    public AttestationOptions {
        platforms = Copies.of(platforms);
        types = Copies.of(types);
    }

    public static final AttestationOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private final List<Platform> platforms = new ArrayList<>();
        private final List<String> types = new ArrayList<>();
        private boolean statement = false;

        private Builder() {}

        public Builder platforms(Platform... more) {
            platforms.addAll(List.of(more));
            return this;
        }

        public Builder platforms(List<Platform> all) {
            platforms.clear();
            platforms.addAll(all);
            return this;
        }

        public Builder types(String... more) {
            types.addAll(List.of(more));
            return this;
        }

        public Builder types(List<String> all) {
            types.clear();
            types.addAll(all);
            return this;
        }

        public Builder statement(boolean value) {
            statement = value;
            return this;
        }

        public AttestationOptions build() {
            return new AttestationOptions(platforms, types, statement);
        }
    }
}

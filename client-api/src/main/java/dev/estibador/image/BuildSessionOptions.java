package dev.estibador.image;

import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a build session offers to the engine.
 *
 * @param name for people
 * @param sharedKey tells apart what the sessions of one client have in common
 * @param methods of gRPC that this side serves: {@code /grpc.health.v1.Health/Check}
 */
public record BuildSessionOptions(
        @Nullable String name, @Nullable String sharedKey, List<String> methods) {
    public BuildSessionOptions {
        methods = Copies.of(methods);
    }

    public static final BuildSessionOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String name;
        private @Nullable String sharedKey;
        private final List<String> methods = new ArrayList<>();

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder sharedKey(@Nullable String value) {
            sharedKey = value;
            return this;
        }

        public Builder methods(String... more) {
            methods.addAll(List.of(more));
            return this;
        }

        public Builder methods(List<String> all) {
            methods.clear();
            methods.addAll(all);
            return this;
        }

        public BuildSessionOptions build() {
            return new BuildSessionOptions(name, sharedKey, methods);
        }
    }
}

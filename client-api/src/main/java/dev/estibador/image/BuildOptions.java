package dev.estibador.image;

import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to build an image.
 *
 * <p>Methods for lists and maps add, they do not replace.
 *
 * @param tags name and optional tag: {@code acme/app:1}
 * @param target the stage to build; the last unless told otherwise
 * @param platform such as {@code linux/arm64}
 * @param networkMode of RUN instructions
 * @param pull look for newer base images
 * @param keepIntermediate keep the containers between the steps
 */
public record BuildOptions(
        List<String> tags,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        @Nullable String target,
        @Nullable String platform,
        @Nullable String networkMode,
        boolean noCache,
        boolean pull,
        boolean keepIntermediate) {
    public BuildOptions {
        tags = Copies.of(tags);
        buildArgs = Copies.of(buildArgs);
        labels = Copies.of(labels);
    }

    public static final BuildOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private final List<String> tags = new ArrayList<>();
        private final Map<String, String> buildArgs = new LinkedHashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable String target;
        private @Nullable String platform;
        private @Nullable String networkMode;
        private boolean noCache = false;
        private boolean pull = false;
        private boolean keepIntermediate = false;

        private Builder() {}

        public Builder tags(String... values) {
            tags.addAll(List.of(values));
            return this;
        }

        public Builder buildArgs(String key, String value) {
            buildArgs.put(key, value);
            return this;
        }

        public Builder labels(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder target(String value) {
            target = value;
            return this;
        }

        public Builder platform(String value) {
            platform = value;
            return this;
        }

        public Builder networkMode(String value) {
            networkMode = value;
            return this;
        }

        public Builder noCache(boolean value) {
            noCache = value;
            return this;
        }

        public Builder pull(boolean value) {
            pull = value;
            return this;
        }

        public Builder keepIntermediate(boolean value) {
            keepIntermediate = value;
            return this;
        }

        public Builder tag(String name) {
            return tags(name);
        }

        public Builder buildArg(String name, String value) {
            return buildArgs(name, value);
        }

        public Builder label(String name, String value) {
            return labels(name, value);
        }

        public BuildOptions build() {
            return new BuildOptions(
                    tags, buildArgs, labels, target, platform, networkMode, noCache, pull, keepIntermediate);
        }
    }
}

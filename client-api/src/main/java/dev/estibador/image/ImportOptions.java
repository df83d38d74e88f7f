package dev.estibador.image;

import dev.estibador.common.Copies;
import dev.estibador.common.Platform;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to make an image of a file system.
 *
 * @param repo the image's name
 * @param message why, for the image's history
 * @param changes Dockerfile instructions such as {@code ENV DEBUG=true}
 * @param platform that the files are for; null for the engine's own
 */
public record ImportOptions(
        @Nullable String repo,
        @Nullable String tag,
        @Nullable String message,
        List<String> changes,
        @Nullable Platform platform) {
    public ImportOptions {
        changes = Copies.of(changes);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "changes");
    }

    public static final ImportOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String repo;
        private @Nullable String tag;
        private @Nullable String message;
        private final List<String> changes = new ArrayList<>();
        private @Nullable Platform platform;

        private Builder() {}

        public Builder repo(@Nullable String value) {
            repo = value;
            return this;
        }

        public Builder tag(@Nullable String value) {
            tag = value;
            return this;
        }

        public Builder message(@Nullable String value) {
            message = value;
            return this;
        }

        public Builder changes(String... more) {
            changes.addAll(List.of(more));
            return this;
        }

        public Builder changes(List<String> all) {
            changes.clear();
            changes.addAll(all);
            return this;
        }

        public Builder platform(@Nullable Platform value) {
            platform = value;
            return this;
        }

        public ImportOptions build() {
            return new ImportOptions(repo, tag, message, changes, platform);
        }
    }
}

package dev.estibador.image;

import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import dev.estibador.container.ContainerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to make an image of a container.
 *
 * @param repo the image's name
 * @param comment why, for the image's history
 * @param author such as {@code Ada <ada@example.org>}
 * @param pause hold the container's processes meanwhile; the engine does unless told otherwise
 * @param changes Dockerfile instructions such as {@code ENV DEBUG=true}
 * @param config what containers of the image run, where that differs from what the container runs
 */
public record CommitOptions(
        @Nullable String repo,
        @Nullable String tag,
        @Nullable String comment,
        @Nullable String author,
        boolean pause,
        List<String> changes,
        @Nullable ContainerConfig config) {
    public CommitOptions {
        changes = Copies.of(changes);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "changes");
    }

    public static final CommitOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String repo;
        private @Nullable String tag;
        private @Nullable String comment;
        private @Nullable String author;
        private boolean pause = true;
        private final List<String> changes = new ArrayList<>();
        private @Nullable ContainerConfig config;

        private Builder() {}

        public Builder repo(@Nullable String value) {
            repo = value;
            return this;
        }

        public Builder tag(@Nullable String value) {
            tag = value;
            return this;
        }

        public Builder comment(@Nullable String value) {
            comment = value;
            return this;
        }

        public Builder author(@Nullable String value) {
            author = value;
            return this;
        }

        public Builder pause(boolean value) {
            pause = value;
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

        public Builder config(@Nullable ContainerConfig value) {
            config = value;
            return this;
        }

        public Builder config(Consumer<ContainerConfig.Builder> change) {
            ContainerConfig.Builder changed = config == null ? ContainerConfig.builder() : config.toBuilder();
            change.accept(changed);
            return config(changed.build());
        }

        public CommitOptions build() {
            return new CommitOptions(repo, tag, comment, author, pause, changes, config);
        }
    }
}

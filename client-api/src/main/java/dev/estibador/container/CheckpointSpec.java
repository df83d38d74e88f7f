package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint to be made.
 *
 * @param directory on the engine's machine; null for the container's own
 * @param exit stop the container after it; the engine's default is false
 */
public record CheckpointSpec(
        @JsonProperty("CheckpointID") String id,
        @JsonProperty("CheckpointDir") @Nullable String directory,
        @JsonProperty("Exit") @Nullable Boolean exit) {
    @JsonCreator
    public CheckpointSpec {
        id = Copies.text(id);
    }

    public static Builder of(String id) {
        return new Builder(id);
    }

    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.directory = directory;
        builder.exit = exit;
        return builder;
    }

    public static final class Builder {
        private final String id;
        private @Nullable String directory;
        private @Nullable Boolean exit;

        private Builder(String id) {
            this.id = id;
        }

        public Builder directory(@Nullable String value) {
            directory = value;
            return this;
        }

        public Builder exit(boolean value) {
            exit = value;
            return this;
        }

        public CheckpointSpec build() {
            return new CheckpointSpec(id, directory, exit);
        }
    }
}

package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the engine's builder keeps for later builds.
 *
 * @param parent an id, until API 1.41
 * @param parents ids, API 1.42. Engines spell the key with a space before it
 * @param description of the step that made it
 * @param size bytes
 */
public record BuildCache(
        @JsonProperty("ID") String id,
        @JsonProperty("Parent") @Nullable String parent,
        @JsonProperty("Parents") @JsonAlias(" Parents") List<String> parents,
        @JsonProperty("Type") @Nullable Type type,
        @JsonProperty("Description") @Nullable String description,
        @JsonProperty("InUse") @Nullable Boolean inUse,
        @JsonProperty("Shared") @Nullable Boolean shared,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("LastUsedAt") @Nullable Instant lastUsedAt,
        @JsonProperty("UsageCount") @Nullable Long usageCount) {
    @JsonCreator
    public BuildCache {
        id = Copies.text(id);
        parents = Copies.of(parents);
    }

    /** What is kept. An open set: a word that this version does not know is kept as it came. */
    public record Type(@JsonValue String value) {
        public static final Type INTERNAL = new Type("internal");
        public static final Type FRONTEND = new Type("frontend");
        public static final Type SOURCE_LOCAL = new Type("source.local");
        public static final Type SOURCE_GIT_CHECKOUT = new Type("source.git.checkout");
        public static final Type EXEC_CACHEMOUNT = new Type("exec.cachemount");
        public static final Type REGULAR = new Type("regular");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Type {}

        @Override
        public String toString() {
            return value;
        }
    }
}

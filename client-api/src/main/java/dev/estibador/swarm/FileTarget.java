package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The file that a secret or a config is in a container.
 *
 * @param name a path; that of a secret may be relative to {@code /run/secrets}
 * @param uid of the owner, a number
 * @param gid of the group, a number
 * @param mode permission bits
 */
public record FileTarget(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("UID") @Nullable String uid,
        @JsonProperty("GID") @Nullable String gid,
        @JsonProperty("Mode") @Nullable Long mode) {
    @JsonCreator
    public FileTarget {}

    /** A file that anybody in the container may read. */
    public static Builder of(String name) {
        return new Builder().name(name).uid("0").gid("0").mode(0444);
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.uid = uid;
        builder.gid = gid;
        builder.mode = mode;
        return builder;
    }

    public static final class Builder {
        private @Nullable String name;
        private @Nullable String uid;
        private @Nullable String gid;
        private @Nullable Long mode;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder uid(@Nullable String value) {
            uid = value;
            return this;
        }

        public Builder gid(@Nullable String value) {
            gid = value;
            return this;
        }

        public Builder mode(long value) {
            mode = value;
            return this;
        }

        public FileTarget build() {
            return new FileTarget(name, uid, gid, mode);
        }
    }
}

package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder inside a container.
 *
 * @param size bytes
 * @param mode Go's {@code FileMode}: the low nine bits are the permissions, bit 31 says folder, bit 27 symbolic link
 * @param linkTarget where a symbolic link leads
 */
public record PathStat(
        @JsonProperty("name") String name,
        @JsonProperty("size") @Nullable Long size,
        @JsonProperty("mode") @Nullable Long mode,
        @JsonProperty("mtime") @Nullable Instant modified,
        @JsonProperty("linkTarget") @Nullable String linkTarget) {
    @JsonCreator
    public PathStat {
        name = Copies.text(name);
    }

    @JsonIgnore
    public boolean isDirectory() {
        return mode != null && (mode & 1L << 31) != 0;
    }

    @JsonIgnore
    public boolean isSymbolicLink() {
        return mode != null && (mode & 1L << 27) != 0;
    }

    /** The nine bits of owner, group and others. */
    public int permissions() {
        return mode == null ? 0 : (int) (mode & 0777);
    }
}

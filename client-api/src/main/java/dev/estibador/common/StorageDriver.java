package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a storage driver knows of a container's or an image's files. Absent where the engine keeps images in
 * containerd's store.
 *
 * @param data the driver's own facts, such as {@code MergedDir}
 */
public record StorageDriver(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Data") Map<String, String> data) {
    @JsonCreator
    public StorageDriver {
        data = Copies.of(data);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }
}

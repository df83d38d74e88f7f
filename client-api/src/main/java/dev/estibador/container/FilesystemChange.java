package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/** A path that a container changed, made or deleted. */
public record FilesystemChange(
        @JsonProperty("Path") String path,
        @JsonProperty("Kind") @Nullable ChangeKind kind) {
    @JsonCreator
    public FilesystemChange {
        path = Copies.text(path);
    }
}

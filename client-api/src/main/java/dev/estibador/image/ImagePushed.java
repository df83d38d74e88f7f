package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A push's result.
 *
 * @param tags that were pushed
 */
public record ImagePushed(List<PushedTag> tags) {
    public ImagePushed {
        tags = Copies.of(tags);
    }

    /**
     * A tag as the registry has it now.
     *
     * @param digest of the manifest
     * @param size of the manifest, in bytes
     */
    public record PushedTag(
            @JsonProperty("Tag") @Nullable String tag,
            @JsonProperty("Digest") @Nullable String digest,
            @JsonProperty("Size") @Nullable Long size) {
        @JsonCreator
        public PushedTag {}
    }
}

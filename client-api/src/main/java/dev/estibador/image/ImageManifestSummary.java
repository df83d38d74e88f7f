package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the manifests that an image has, API 1.47.
 *
 * @param id the manifest's digest
 * @param available true if all that it names is here
 * @param imageData for an image
 * @param attestationData for an attestation
 */
public record ImageManifestSummary(
        @JsonProperty("ID") String id,
        @JsonProperty("Descriptor") @Nullable Descriptor descriptor,
        @JsonProperty("Available") @Nullable Boolean available,
        @JsonProperty("Size") @Nullable Size size,
        @JsonProperty("Kind") @Nullable ManifestKind kind,
        @JsonProperty("ImageData") @Nullable ImageData imageData,
        @JsonProperty("AttestationData") @Nullable AttestationData attestationData) {
    @JsonCreator
    public ImageManifestSummary {
        id = Copies.text(id);
    }

    /**
     * What a manifest takes here, in bytes.
     *
     * @param total packed and unpacked
     * @param content packed, as in the registry
     */
    public record Size(
            @JsonProperty("Total") @Nullable Long total,
            @JsonProperty("Content") @Nullable Long content) {
        @JsonCreator
        public Size {}
    }

    /**
     * What there is to say of an image for one platform.
     *
     * @param identity API 1.54
     * @param containers ids of those that use it
     */
    public record ImageData(
            @JsonProperty("Platform") @Nullable Platform platform,
            @JsonProperty("Identity") @Nullable ImageIdentity identity,
            @JsonProperty("Containers") List<String> containers,
            @JsonProperty("Size") @Nullable UnpackedSize size) {
        @JsonCreator
        public ImageData {
            containers = Copies.of(containers);
        }
    }

    /** What an image takes unpacked, in bytes. */
    public record UnpackedSize(
            @JsonProperty("Unpacked") @Nullable Long unpacked) {
        @JsonCreator
        public UnpackedSize {}
    }

    /**
     * What there is to say of an attestation.
     *
     * @param attested the digest of the manifest that it is about
     */
    public record AttestationData(
            @JsonProperty("For") @Nullable String attested) {
        @JsonCreator
        public AttestationData {}
    }
}

package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.StorageDriver;
import dev.estibador.container.ContainerConfig;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /images/{name}/json}.
 *
 * @param descriptor of the image or its index, where images are kept in containerd's store; API 1.48
 * @param manifests if asked for, API 1.48
 * @param identity API 1.53
 * @param parent until API 1.51
 * @param created null where the image does not say
 * @param container that the image was committed from, until API 1.44
 * @param containerConfig of that container, until API 1.44
 * @param dockerVersion of the engine that made it, until API 1.51
 * @param size bytes
 * @param virtualSize bytes, until API 1.43
 * @param graphDriver absent where images are kept in containerd's store
 */
public record ImageDetails(
        @JsonProperty("Id") String id,
        @JsonProperty("Descriptor") @Nullable Descriptor descriptor,
        @JsonProperty("Manifests") List<ImageManifestSummary> manifests,
        @JsonProperty("Identity") @Nullable ImageIdentity identity,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("RepoDigests") List<String> repoDigests,
        @JsonProperty("Parent") @Nullable String parent,
        @JsonProperty("Comment") @Nullable String comment,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Container") @Nullable String container,
        @JsonProperty("ContainerConfig") @Nullable ContainerConfig containerConfig,
        @JsonProperty("DockerVersion") @Nullable String dockerVersion,
        @JsonProperty("Author") @Nullable String author,
        @JsonProperty("Config") @Nullable ImageConfig config,
        @JsonProperty("Architecture") @Nullable String architecture,
        @JsonProperty("Variant") @Nullable String variant,
        @JsonProperty("Os") @Nullable String os,
        @JsonProperty("OsVersion") @Nullable String osVersion,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("VirtualSize") @Nullable Long virtualSize,
        @JsonProperty("GraphDriver") @Nullable StorageDriver graphDriver,
        @JsonProperty("RootFS") @Nullable RootFs rootFs,
        @JsonProperty("Metadata") @Nullable Metadata metadata) {
    @JsonCreator
    public ImageDetails {
        id = Copies.text(id);
        manifests = Copies.of(manifests);
        repoTags = Copies.of(repoTags);
        repoDigests = Copies.of(repoDigests);
    }

    /**
     * What an image's files are made of.
     *
     * @param type {@code layers}
     * @param layers digests, the lowest first
     */
    public record RootFs(
            @JsonProperty("Type") @Nullable String type,
            @JsonProperty("Layers") List<String> layers) {
        @JsonCreator
        public RootFs {
            layers = Copies.of(layers);
        }
    }

    /** What this engine alone knows of an image. */
    public record Metadata(
            @JsonProperty("LastTagTime") @Nullable Instant lastTagTime) {
        @JsonCreator
        public Metadata {}
    }
}

package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /version}. */
public record EngineVersion(
        @JsonProperty("Platform") @Nullable PlatformName platform,
        @JsonProperty("Components") List<Component> components,
        @JsonProperty("Version") @Nullable String version,
        @JsonProperty("ApiVersion") @Nullable String apiVersion,
        @JsonProperty("MinAPIVersion") @Nullable String minApiVersion,
        @JsonProperty("GitCommit") @Nullable String gitCommit,
        @JsonProperty("GoVersion") @Nullable String goVersion,
        @JsonProperty("Os") @Nullable String os,
        @JsonProperty("Arch") @Nullable String arch,
        @JsonProperty("KernelVersion") @Nullable String kernelVersion,
        @JsonProperty("Experimental") @Nullable Boolean experimental,
        @JsonProperty("BuildTime") @Nullable String buildTime) {
    @JsonCreator
    public EngineVersion {
        components = Copies.of(components);
    }

    /** The name of the product that the engine belongs to. */
    public record PlatformName(
            @JsonProperty("Name") @Nullable String name) {
        @JsonCreator
        public PlatformName {}
    }

    /** A program that the engine is made of, such as containerd. */
    public record Component(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Version") @Nullable String version,
            @JsonProperty("Details") Map<String, String> details) {
        @JsonCreator
        public Component {
            details = Copies.of(details);
        }
    }
}

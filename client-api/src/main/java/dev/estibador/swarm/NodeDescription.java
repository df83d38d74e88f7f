package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node tells of itself. */
public record NodeDescription(
        @JsonProperty("Hostname") @Nullable String hostname,
        @JsonProperty("Platform") @Nullable NodePlatform platform,
        @JsonProperty("Resources") @Nullable NodeResources resources,
        @JsonProperty("Engine") @Nullable Engine engine,
        @JsonProperty("TLSInfo") @Nullable TlsInfo tlsInfo) {
    @JsonCreator
    public NodeDescription {}

    /**
     * The engine of a node.
     *
     * @param labels that constraints know as {@code engine.labels.KEY}
     */
    public record Engine(
            @JsonProperty("EngineVersion") @Nullable String engineVersion,
            @JsonProperty("Labels") Map<String, String> labels,
            @JsonProperty("Plugins") List<Plugin> plugins) {
        @JsonCreator
        public Engine {
            labels = Copies.of(labels);
            plugins = Copies.of(plugins);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }

    /**
     * A driver that a node has.
     *
     * @param type {@code Volume}, {@code Network}, {@code Log}, ..
     */
    public record Plugin(
            @JsonProperty("Type") @Nullable String type,
            @JsonProperty("Name") @Nullable String name) {
        @JsonCreator
        public Plugin {}
    }
}

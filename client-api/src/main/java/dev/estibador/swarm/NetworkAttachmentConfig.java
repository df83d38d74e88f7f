package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that tasks join.
 *
 * @param target a network's name or id
 * @param aliases more names in the network's DNS
 */
public record NetworkAttachmentConfig(
        @JsonProperty("Target") String target,
        @JsonProperty("Aliases") List<String> aliases,
        @JsonProperty("DriverOpts") Map<String, String> driverOpts) {
    @JsonCreator
    public NetworkAttachmentConfig {
        target = Copies.text(target);
        aliases = Copies.of(aliases);
        driverOpts = Copies.of(driverOpts);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    /** The network of that name or id. */
    public static Builder of(String target) {
        Builder builder = new Builder();
        builder.target = target;
        return builder;
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.target = target;
        builder.aliases.addAll(aliases);
        builder.driverOpts.putAll(driverOpts);
        return builder;
    }

    public static final class Builder {
        private String target = "";
        private final List<String> aliases = new ArrayList<>();
        private final Map<String, String> driverOpts = new LinkedHashMap<>();

        private Builder() {}

        public Builder target(String value) {
            target = value;
            return this;
        }

        public Builder aliases(String... more) {
            aliases.addAll(List.of(more));
            return this;
        }

        public Builder aliases(List<String> all) {
            aliases.clear();
            aliases.addAll(all);
            return this;
        }

        public Builder driverOpts(String key, String value) {
            driverOpts.put(key, value);
            return this;
        }

        public Builder driverOpts(Map<String, String> all) {
            driverOpts.clear();
            driverOpts.putAll(all);
            return this;
        }

        public NetworkAttachmentConfig build() {
            return new NetworkAttachmentConfig(target, aliases, driverOpts);
        }
    }
}

package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network to be made.
 *
 * @param checkDuplicate refuse a name in use, as engines since API 1.44 always do; true unless told otherwise
 * @param driver {@code bridge} unless told otherwise; {@code overlay}, {@code macvlan}, ..
 * @param scope {@code local}, or {@code swarm} for the whole swarm
 * @param internal without a way out of it
 * @param attachable a swarm's network that containers may join, and not only services
 * @param ingress the network that a swarm publishes ports through
 * @param configOnly only a configuration for other networks, that no container joins
 * @param enableIpv4 API 1.48
 * @param options of the driver
 */
public record NetworkSpec(
        @JsonProperty("Name") String name,
        @JsonProperty("CheckDuplicate") @Nullable Boolean checkDuplicate,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Scope") @Nullable String scope,
        @JsonProperty("Internal") @Nullable Boolean internal,
        @JsonProperty("Attachable") @Nullable Boolean attachable,
        @JsonProperty("Ingress") @Nullable Boolean ingress,
        @JsonProperty("ConfigOnly") @Nullable Boolean configOnly,
        @JsonProperty("ConfigFrom") @Nullable ConfigReference configFrom,
        @JsonProperty("IPAM") @Nullable Ipam ipam,

        @JsonProperty("EnableIPv4") @ApiSince("1.48") @Nullable
        Boolean enableIpv4,

        @JsonProperty("EnableIPv6") @Nullable Boolean enableIpv6,
        @JsonProperty("Options") Map<String, String> options,
        @JsonProperty("Labels") Map<String, String> labels) {
    @JsonCreator
    public NetworkSpec {
        name = Copies.text(name);
        options = Copies.of(options);
        labels = Copies.of(labels);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    public static Builder of(String name) {
        return new Builder(name);
    }

    /** One as that other network is, of {@code list} or of an inspection's {@link NetworkDetails#summary() summary}. */
    public static Builder like(NetworkSummary other) {
        Builder builder = new Builder(other.name());
        builder.driver = other.driver();
        builder.scope = other.scope();
        builder.internal = other.internal();
        builder.attachable = other.attachable();
        builder.ingress = other.ingress();
        builder.configOnly = other.configOnly();
        builder.configFrom = other.configFrom();
        builder.ipam = other.ipam();
        builder.enableIpv4 = other.enableIpv4();
        builder.enableIpv6 = other.enableIpv6();
        builder.options.putAll(other.options());
        builder.labels.putAll(other.labels());
        return builder;
    }

    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.checkDuplicate = checkDuplicate;
        builder.driver = driver;
        builder.scope = scope;
        builder.internal = internal;
        builder.attachable = attachable;
        builder.ingress = ingress;
        builder.configOnly = configOnly;
        builder.configFrom = configFrom;
        builder.ipam = ipam;
        builder.enableIpv4 = enableIpv4;
        builder.enableIpv6 = enableIpv6;
        builder.options.putAll(options);
        builder.labels.putAll(labels);
        return builder;
    }

    public static final class Builder {
        private final String name;
        private @Nullable Boolean checkDuplicate = true;
        private @Nullable String driver;
        private @Nullable String scope;
        private @Nullable Boolean internal;
        private @Nullable Boolean attachable;
        private @Nullable Boolean ingress;
        private @Nullable Boolean configOnly;
        private @Nullable ConfigReference configFrom;
        private @Nullable Ipam ipam;
        private @Nullable Boolean enableIpv4;
        private @Nullable Boolean enableIpv6;
        private final Map<String, String> options = new LinkedHashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder checkDuplicate(boolean value) {
            checkDuplicate = value;
            return this;
        }

        public Builder driver(@Nullable String value) {
            driver = value;
            return this;
        }

        public Builder scope(@Nullable String value) {
            scope = value;
            return this;
        }

        public Builder internal(boolean value) {
            internal = value;
            return this;
        }

        public Builder attachable(boolean value) {
            attachable = value;
            return this;
        }

        public Builder ingress(boolean value) {
            ingress = value;
            return this;
        }

        public Builder configOnly(boolean value) {
            configOnly = value;
            return this;
        }

        public Builder configFrom(@Nullable ConfigReference value) {
            configFrom = value;
            return this;
        }

        public Builder configFrom(String network) {
            return configFrom(new ConfigReference(network));
        }

        public Builder ipam(@Nullable Ipam value) {
            ipam = value;
            return this;
        }

        public Builder ipam(Consumer<Ipam.Builder> change) {
            Ipam.Builder changed = ipam == null ? Ipam.builder() : ipam.toBuilder();
            change.accept(changed);
            return ipam(changed.build());
        }

        public Builder enableIpv4(boolean value) {
            enableIpv4 = value;
            return this;
        }

        public Builder enableIpv6(boolean value) {
            enableIpv6 = value;
            return this;
        }

        public Builder options(String key, String value) {
            options.put(key, value);
            return this;
        }

        public Builder options(Map<String, String> all) {
            options.clear();
            options.putAll(all);
            return this;
        }

        public Builder labels(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder labels(Map<String, String> all) {
            labels.clear();
            labels.putAll(all);
            return this;
        }

        public NetworkSpec build() {
            return new NetworkSpec(
                    name,
                    checkDuplicate,
                    driver,
                    scope,
                    internal,
                    attachable,
                    ingress,
                    configOnly,
                    configFrom,
                    ipam,
                    enableIpv4,
                    enableIpv6,
                    options,
                    labels);
        }
    }
}

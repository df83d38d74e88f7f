package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a swarm is set up: what {@code init} asks for, what an update changes, and what is read back.
 *
 * @param name {@code default}; engines take no other
 * @param taskDefaults not told by 20.10, so that every update must name its log driver again
 */
public record SwarmConfig(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Orchestration") @Nullable Orchestration orchestration,
        @JsonProperty("Raft") @Nullable Raft raft,
        @JsonProperty("Dispatcher") @Nullable Dispatcher dispatcher,
        @JsonProperty("CAConfig") @Nullable CaConfig caConfig,
        @JsonProperty("EncryptionConfig") @Nullable EncryptionConfig encryptionConfig,
        @JsonProperty("TaskDefaults") @Nullable TaskDefaults taskDefaults) {
    @JsonCreator
    public SwarmConfig {
        labels = Copies.of(labels);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.labels.putAll(labels);
        builder.orchestration = orchestration;
        builder.raft = raft;
        builder.dispatcher = dispatcher;
        builder.caConfig = caConfig;
        builder.encryptionConfig = encryptionConfig;
        builder.taskDefaults = taskDefaults;
        return builder;
    }

    public static final class Builder {
        private @Nullable String name;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable Orchestration orchestration;
        private @Nullable Raft raft;
        private @Nullable Dispatcher dispatcher;
        private @Nullable CaConfig caConfig;
        private @Nullable EncryptionConfig encryptionConfig;
        private @Nullable TaskDefaults taskDefaults;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
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

        public Builder orchestration(@Nullable Orchestration value) {
            orchestration = value;
            return this;
        }

        public Builder raft(@Nullable Raft value) {
            raft = value;
            return this;
        }

        public Builder raft(Consumer<Raft.Builder> change) {
            Raft.Builder changed = raft == null ? Raft.builder() : raft.toBuilder();
            change.accept(changed);
            return raft(changed.build());
        }

        public Builder dispatcher(@Nullable Dispatcher value) {
            dispatcher = value;
            return this;
        }

        public Builder caConfig(@Nullable CaConfig value) {
            caConfig = value;
            return this;
        }

        public Builder caConfig(Consumer<CaConfig.Builder> change) {
            CaConfig.Builder changed = caConfig == null ? CaConfig.builder() : caConfig.toBuilder();
            change.accept(changed);
            return caConfig(changed.build());
        }

        public Builder encryptionConfig(@Nullable EncryptionConfig value) {
            encryptionConfig = value;
            return this;
        }

        public Builder taskDefaults(@Nullable TaskDefaults value) {
            taskDefaults = value;
            return this;
        }

        /** How many tasks that ended are kept for each replica; all where it is negative. */
        public Builder taskHistoryRetentionLimit(long value) {
            return orchestration(new Orchestration(value));
        }

        /** How often nodes tell that they are alive. */
        public Builder heartbeatPeriod(Duration value) {
            return dispatcher(new Dispatcher(value));
        }

        /** Whether a manager that starts again must be unlocked. */
        public Builder autoLockManagers(boolean value) {
            return encryptionConfig(new EncryptionConfig(value));
        }

        /** The log driver of tasks that name none. */
        public Builder logDriver(Driver value) {
            return taskDefaults(new TaskDefaults(value));
        }

        public SwarmConfig build() {
            return new SwarmConfig(
                    name, labels, orchestration, raft, dispatcher, caConfig, encryptionConfig, taskDefaults);
        }
    }

    /**
     * How tasks are looked after.
     *
     * @param taskHistoryRetentionLimit tasks that ended, kept for each replica; all where it is negative
     */
    public record Orchestration(
            @JsonProperty("TaskHistoryRetentionLimit") @Nullable
            Long taskHistoryRetentionLimit) {
        @JsonCreator
        public Orchestration {}
    }

    /**
     * How managers agree.
     *
     * @param snapshotInterval log entries between snapshots
     * @param keepOldSnapshots before the last one
     * @param logEntriesForSlowFollowers kept after a snapshot
     * @param electionTick ticks, of a second or so, without the leader before an election; more than {@code heartbeatTick}
     * @param heartbeatTick ticks between signs of the leader
     */
    public record Raft(
            @JsonProperty("SnapshotInterval") @Nullable Long snapshotInterval,
            @JsonProperty("KeepOldSnapshots") @Nullable Long keepOldSnapshots,

            @JsonProperty("LogEntriesForSlowFollowers") @Nullable
            Long logEntriesForSlowFollowers,

            @JsonProperty("ElectionTick") @Nullable Long electionTick,
            @JsonProperty("HeartbeatTick") @Nullable Long heartbeatTick) {
        @JsonCreator
        public Raft {}

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.snapshotInterval = snapshotInterval;
            builder.keepOldSnapshots = keepOldSnapshots;
            builder.logEntriesForSlowFollowers = logEntriesForSlowFollowers;
            builder.electionTick = electionTick;
            builder.heartbeatTick = heartbeatTick;
            return builder;
        }

        public static final class Builder {
            private @Nullable Long snapshotInterval;
            private @Nullable Long keepOldSnapshots;
            private @Nullable Long logEntriesForSlowFollowers;
            private @Nullable Long electionTick;
            private @Nullable Long heartbeatTick;

            private Builder() {}

            public Builder snapshotInterval(long value) {
                snapshotInterval = value;
                return this;
            }

            public Builder keepOldSnapshots(long value) {
                keepOldSnapshots = value;
                return this;
            }

            public Builder logEntriesForSlowFollowers(long value) {
                logEntriesForSlowFollowers = value;
                return this;
            }

            public Builder electionTick(long value) {
                electionTick = value;
                return this;
            }

            public Builder heartbeatTick(long value) {
                heartbeatTick = value;
                return this;
            }

            public Raft build() {
                return new Raft(
                        snapshotInterval, keepOldSnapshots, logEntriesForSlowFollowers, electionTick, heartbeatTick);
            }
        }
    }

    /** How managers watch nodes. */
    public record Dispatcher(
            @JsonProperty("HeartbeatPeriod") @Nullable Duration heartbeatPeriod) {
        @JsonCreator
        public Dispatcher {}
    }

    /**
     * Who signs the certificates of nodes. Its text never shows the key.
     *
     * @param nodeCertExpiry how long a certificate is good
     * @param signingCaCert in PEM
     * @param signingCaKey in PEM; engines never tell it
     * @param forceRotate another number makes a new certificate and key, where none are given
     */
    public record CaConfig(
            @JsonProperty("NodeCertExpiry") @Nullable Duration nodeCertExpiry,
            @JsonProperty("ExternalCAs") List<ExternalCa> externalCas,
            @JsonProperty("SigningCACert") @Nullable String signingCaCert,
            @JsonProperty("SigningCAKey") @Nullable String signingCaKey,
            @JsonProperty("ForceRotate") @Nullable Long forceRotate) {
        @JsonCreator
        public CaConfig {
            externalCas = Copies.of(externalCas);
        }

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.nodeCertExpiry = nodeCertExpiry;
            builder.externalCas.addAll(externalCas);
            builder.signingCaCert = signingCaCert;
            builder.signingCaKey = signingCaKey;
            builder.forceRotate = forceRotate;
            return builder;
        }

        @Override
        public String toString() {
            return "CaConfig[nodeCertExpiry=" + nodeCertExpiry + ", externalCas=" + externalCas + ", forceRotate="
                    + forceRotate + "]";
        }

        public static final class Builder {
            private @Nullable Duration nodeCertExpiry;
            private final List<ExternalCa> externalCas = new ArrayList<>();
            private @Nullable String signingCaCert;
            private @Nullable String signingCaKey;
            private @Nullable Long forceRotate;

            private Builder() {}

            public Builder nodeCertExpiry(@Nullable Duration value) {
                nodeCertExpiry = value;
                return this;
            }

            public Builder externalCas(ExternalCa... more) {
                externalCas.addAll(List.of(more));
                return this;
            }

            public Builder externalCas(List<ExternalCa> all) {
                externalCas.clear();
                externalCas.addAll(all);
                return this;
            }

            public Builder signingCaCert(@Nullable String value) {
                signingCaCert = value;
                return this;
            }

            public Builder signingCaKey(@Nullable String value) {
                signingCaKey = value;
                return this;
            }

            public Builder forceRotate(long value) {
                forceRotate = value;
                return this;
            }

            public CaConfig build() {
                return new CaConfig(nodeCertExpiry, externalCas, signingCaCert, signingCaKey, forceRotate);
            }
        }
    }

    /**
     * An authority outside of the swarm that signs certificates.
     *
     * @param caCert its root certificate in PEM; null for the swarm's
     */
    public record ExternalCa(
            @JsonProperty("Protocol") @Nullable ExternalCaProtocol protocol,
            @JsonProperty("URL") @Nullable String url,
            @JsonProperty("Options") Map<String, String> options,
            @JsonProperty("CACert") @Nullable String caCert) {
        @JsonCreator
        public ExternalCa {
            options = Copies.of(options);
        }

        /** Of the options only the names, since they may be secret. */
        @Override
        public String toString() {
            return "ExternalCa[" + url + ", " + options.keySet() + "]";
        }

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.protocol = protocol;
            builder.url = url;
            builder.options.putAll(options);
            builder.caCert = caCert;
            return builder;
        }

        public static final class Builder {
            private @Nullable ExternalCaProtocol protocol;
            private @Nullable String url;
            private final Map<String, String> options = new LinkedHashMap<>();
            private @Nullable String caCert;

            private Builder() {}

            public Builder protocol(@Nullable ExternalCaProtocol value) {
                protocol = value;
                return this;
            }

            public Builder url(@Nullable String value) {
                url = value;
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

            public Builder caCert(@Nullable String value) {
                caCert = value;
                return this;
            }

            public ExternalCa build() {
                return new ExternalCa(protocol, url, options, caCert);
            }
        }
    }

    /**
     * What managers encrypt on their disks.
     *
     * @param autoLockManagers a manager that starts again must be unlocked
     */
    public record EncryptionConfig(
            @JsonProperty("AutoLockManagers") @Nullable Boolean autoLockManagers) {
        @JsonCreator
        public EncryptionConfig {}
    }

    /** What tasks have that name nothing else. */
    public record TaskDefaults(
            @JsonProperty("LogDriver") @Nullable Driver logDriver) {
        @JsonCreator
        public TaskDefaults {}
    }
}

package dev.estibador.connect;

import dev.estibador.common.ApiVersion;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything a client needs to know before its first call. Immutable. */
public final class DockerConfig {
    private final EngineAddress address;
    private final String explanation;
    private final @Nullable ApiVersion apiVersion;
    private final Timeouts timeouts;
    private final ChannelKind channel;
    private final @Nullable Executor executor;
    private final RegistryCredentials credentials;

    private DockerConfig(Builder builder) {
        address = builder.address;
        explanation = builder.explanation;
        apiVersion = builder.apiVersion;
        timeouts = builder.timeouts;
        channel = builder.channel;
        executor = builder.executor;
        credentials = builder.credentials;
    }

    public static Builder to(EngineAddress address) {
        return new Builder(address);
    }

    /** An engine by its address, in a form that {@link EngineAddress#parse} reads. */
    public static Builder to(String address) {
        return new Builder(EngineAddress.parse(address));
    }

    public EngineAddress address() {
        return address;
    }

    /** Why it is this address: what was looked at, in order, and what came of it. Stands in connection errors too. */
    public String explain() {
        return explanation;
    }

    /** The version to speak whatever the engine says; null to negotiate it. */
    public @Nullable ApiVersion apiVersion() {
        return apiVersion;
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    public ChannelKind channel() {
        return channel;
    }

    /** Where user code runs; null for threads of the client's own, which are made when needed and end when idle. */
    public @Nullable Executor executor() {
        return executor;
    }

    /** As whom registries are asked where a call does not say. */
    public RegistryCredentials credentials() {
        return credentials;
    }

    public static final class Builder {
        private final EngineAddress address;
        private String explanation;
        private @Nullable ApiVersion apiVersion;
        private Timeouts timeouts = Timeouts.DEFAULTS;
        private ChannelKind channel = ChannelKind.AUTO;
        private @Nullable Executor executor;
        private RegistryCredentials credentials = RegistryCredentials.NONE;

        private Builder(EngineAddress address) {
            this.address = address;
            this.explanation = "the program named " + address;
        }

        public Builder explanation(String text) {
            explanation = text;
            return this;
        }

        /** Speaks this version and does not negotiate. */
        public Builder apiVersion(@Nullable ApiVersion version) {
            apiVersion = version;
            return this;
        }

        public Builder timeouts(Consumer<Timeouts.Builder> change) {
            Timeouts.Builder builder = timeouts.toBuilder();
            change.accept(builder);
            timeouts = builder.build();
            return this;
        }

        public Builder channel(ChannelKind kind) {
            channel = kind;
            return this;
        }

        /**
         * Runs user code there. It may block, but then needs as many threads as there are blocked consumers; closing
         * the client does not shut it down.
         */
        public Builder executor(@Nullable Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * As whom to ask registries where a call does not say: nobody, unless told otherwise. A program that names its
         * engine by itself should not find that it reads its user's files and runs programs for that;
         * {@code credentials(RegistryCredentials.dockerCli())} does. A client that
         * {@code DockerClient.open()} finds in the environment, does as the docker CLI would there.
         */
        public Builder credentials(RegistryCredentials source) {
            credentials = source;
            return this;
        }

        public DockerConfig build() {
            return new DockerConfig(this);
        }
    }
}

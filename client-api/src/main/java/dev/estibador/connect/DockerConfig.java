package dev.estibador.connect;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.Copies;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final int maxReplyBytes;
    private final RegistryCredentials credentials;
    private final @Nullable TlsMaterial tls;
    private final @Nullable HttpProxy proxy;
    private final Map<String, String> headers;
    private final List<String> sshOptions;
    private final CallListener listener;

    private DockerConfig(Builder builder) {
        address = builder.address;
        explanation = builder.explanation;
        apiVersion = builder.apiVersion;
        timeouts = builder.timeouts;
        channel = builder.channel;
        executor = builder.executor;
        maxReplyBytes = builder.maxReplyBytes;
        credentials = builder.credentials;
        tls = builder.tls;
        proxy = builder.proxy;
        headers = Copies.of(builder.headers);
        sshOptions = builder.sshOptions;
        listener = builder.listener;
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

    /** The most bytes of a reply that is held in memory as one value; see {@link Builder#maxReplyBytes}. */
    public int maxReplyBytes() {
        return maxReplyBytes;
    }

    /** Where user code runs; null for threads of the client's own, which are made when needed and end when idle. */
    public @Nullable Executor executor() {
        return executor;
    }

    /** As whom registries are asked where a call does not say. */
    public RegistryCredentials credentials() {
        return credentials;
    }

    /** TLS for the address; null for none. */
    public @Nullable TlsMaterial tls() {
        return tls;
    }

    /** Through which the engine is reached; null for none. */
    public @Nullable HttpProxy proxy() {
        return proxy;
    }

    /** What every request has besides the headers of its call, by names as they were given. Values may be secrets. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Words for the {@code ssh} command besides those that the address makes. */
    public List<String> sshOptions() {
        return sshOptions;
    }

    /** Who hears of every call. */
    public CallListener listener() {
        return listener;
    }

    /** For another config that leads to the same engine. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The address; nothing of headers, keys and credentials. */
    @Override
    public String toString() {
        return "DockerConfig[" + address + (tls == null ? "" : " by TLS") + "]";
    }

    public static final class Builder {
        /** Those that say where a message ends and whose connection it is. */
        private static final Set<String> OURS =
                Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding", "te", "trailer");

        private final EngineAddress address;
        private String explanation;
        private @Nullable ApiVersion apiVersion;
        private Timeouts timeouts = Timeouts.DEFAULTS;
        private ChannelKind channel = ChannelKind.AUTO;
        private @Nullable Executor executor;
        private int maxReplyBytes = 256 << 20;
        private RegistryCredentials credentials = RegistryCredentials.NONE;
        private @Nullable TlsMaterial tls;
        private @Nullable HttpProxy proxy;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private List<String> sshOptions = List.of();
        private CallListener listener = CallListener.NONE;

        private Builder(EngineAddress address) {
            this.address = address;
            this.explanation = "the program named " + address;
        }

        private Builder(DockerConfig from) {
            address = from.address;
            explanation = from.explanation;
            apiVersion = from.apiVersion;
            timeouts = from.timeouts;
            channel = from.channel;
            executor = from.executor;
            maxReplyBytes = from.maxReplyBytes;
            credentials = from.credentials;
            tls = from.tls;
            proxy = from.proxy;
            headers.putAll(from.headers);
            sshOptions = from.sshOptions;
            listener = from.listener;
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
         * Sets the executor that runs your code: completions, subscribers, publishers, input streams. Your code may block; give
         * the executor at least one thread for each consumer that can block at the same time. Its {@code execute} itself must not
         * block, since it is called on I/O threads, and must not drop a task in silence.
         *
         * <p>A task that it refuses, that it has not begun when it is shut down, or that it would run on an I/O thread because it
         * runs tasks in the calling thread, runs on a thread of the client's own. Null, the default, is for those threads alone: on
         * Java 21 and newer a virtual thread for each task; before, as many threads as there are processors, and one more for each
         * that is blocked while tasks wait, up to 256 or 16 for each processor. On Java 21 to 23 a virtual thread that blocks inside
         * {@code synchronized} keeps its carrier; give an executor if many consumers do so. Closing the client does not shut the
         * given executor down.
         */
        public Builder executor(@Nullable Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * Sets the most bytes of a reply that is held in memory as one value, such as a list or an inspection; 256 MiB by
         * default. A longer one is a {@link dev.estibador.error.ReplyTooLargeException}. In a small heap the limit is a quarter
         * of the heap. Streams, which are not held in memory, have no limit.
         */
        public Builder maxReplyBytes(int most) {
            if (most <= 0) {
                throw new IllegalArgumentException("maxReplyBytes must be positive: " + most);
            }
            maxReplyBytes = most;
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

        /**
         * Speaks TLS to the TCP address, and checks that the certificate is of its host. An address that names no port has
         * {@link EngineAddress#DEFAULT_PORT} all the same, as it has for the docker command.
         */
        public Builder tls(@Nullable TlsMaterial material) {
            tls = onlyTcp("TLS", material);
            return this;
        }

        /** Reaches the TCP address through that proxy. */
        public Builder proxy(@Nullable HttpProxy through) {
            proxy = onlyTcp("a proxy", through);
            return this;
        }

        private <T> @Nullable T onlyTcp(String what, @Nullable T value) {
            if (value != null && !(address instanceof EngineAddress.Tcp)) {
                throw new IllegalArgumentException(what + " is for TCP alone, and the engine is at " + address);
            }
            return value;
        }

        /**
         * Sends this with every request: what a proxy in front of the engine asks for, or another {@code User-Agent}. A header
         * that a call has by itself is not replaced.
         */
        public Builder header(String name, String value) {
            if (name.isEmpty() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the header \"" + name + "\" is not for programs to choose");
            }
            headers.put(name, value);
            return this;
        }

        /** Tells {@code ssh} more for an {@link EngineAddress.Ssh}: {@code "-i", "key"}, {@code "-F", "config"}, {@code "-o", ..}. */
        public Builder sshOptions(String... options) {
            sshOptions = List.of(options);
            return this;
        }

        /** Tells it of every call, for metrics and traces. */
        public Builder listener(CallListener told) {
            listener = told;
            return this;
        }

        public DockerConfig build() {
            return new DockerConfig(this);
        }
    }
}

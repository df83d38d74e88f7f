package dev.estibador.build;

/**
 * What a command of the build is given; for the lambdas of {@code run}, {@code runExec} and {@code runScript} of {@link
 * Dockerfile.Instructions}. All of it is BuildKit's.
 */
public final class RunOptions {
    final Flags flags = new Flags();

    RunOptions() {}

    /** {@code --mount}: adds up. Since Dockerfile 1.2, which Docker 20.10 has. */
    public RunOptions mount(RunMount mount) {
        flags.add("mount", mount.text());
        return this;
    }

    /** {@code --network}. Since Dockerfile 1.3, Docker 23.0. */
    public RunOptions network(Network network) {
        flags.set("network", network.value());
        return this;
    }

    /** {@code --security}. Since Dockerfile 1.20. */
    public RunOptions security(Security security) {
        flags.set("security", security.value());
        return this;
    }

    /** {@code --device}: the name of a CDI device, such as {@code nvidia.com/gpu=all}; adds up. Since Dockerfile 1.27. */
    public RunOptions device(String name) {
        flags.add("device", Flags.value("device", name));
        return this;
    }

    /** The network of a command. An open set. */
    public record Network(String value) {
        public static final Network DEFAULT = new Network("default");
        public static final Network NONE = new Network("none");
        /** Only where the builder was told to allow it. */
        public static final Network HOST = new Network("host");

        @Override
        public String toString() {
            return value;
        }
    }

    /** What confines a command. An open set. */
    public record Security(String value) {
        public static final Security SANDBOX = new Security("sandbox");
        /** As a privileged container; only where the builder was told to allow it. */
        public static final Security INSECURE = new Security("insecure");

        @Override
        public String toString() {
            return value;
        }
    }
}

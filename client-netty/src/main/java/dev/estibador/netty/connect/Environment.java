package dev.estibador.netty.connect;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.connect.TlsMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine as the docker CLI does, and in its order: {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, the current context of
 * {@code config.json}, then what is the default. That is the first local socket at which an engine answers, while the CLI knows but one.
 * Each step says in the config's explanation what came of it.
 */
public final class Environment {
    private static final String VERIFIED = "DOCKER_TLS_VERIFY";
    private static final String UNVERIFIED = "DOCKER_TLS";
    private static final String FILES = "DOCKER_CERT_PATH";
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private final Variables variables;
    private final Path root;
    private final Path configFile;
    private final List<String> steps = new ArrayList<>();
    private @Nullable String unreadable;

    private Environment(Variables variables, Path root) {
        this.variables = variables;
        this.root = root;
        this.configFile = variables.configFile();
    }

    /**
     * The engine, {@code DOCKER_API_VERSION}, and the docker CLI's headers and credentials. What is odd is an
     * {@link IllegalArgumentException} that names the variable or the file.
     */
    public static DockerConfig config(Map<String, String> variables) {
        return config(variables, Path.of("/"));
    }

    /**
     * As {@link #config(Map)}, for tests on machines that may have engines of their own.
     *
     * @param root below which to look for the sockets that have one place for all users
     */
    public static DockerConfig config(Map<String, String> variables, Path root) {
        Environment environment = new Environment(new Variables(variables), root);
        return environment
                .config()
                .credentials(RegistryCredentials.dockerCli(variables))
                .build();
    }

    /** An engine, and the TLS that is for it alone. */
    private record Engine(EngineAddress address, @Nullable TlsMaterial tls) {}

    private DockerConfig.Builder config() {
        CliConfig cli = cliConfig();
        Engine engine = engine(cli.context());
        DockerConfig.Builder config = DockerConfig.to(engine.address()).tls(engine.tls());
        if (engine.address() instanceof EngineAddress.Tcp tcp) {
            Proxies.Choice choice = Proxies.choose(variables, tcp, engine.tls() != null);
            config.proxy(choice.proxy());
            step(choice.explanation());
        }
        headers(config, cli.headers());
        String version = variables.text("DOCKER_API_VERSION");
        if (version != null) {
            config.apiVersion(from("DOCKER_API_VERSION", () -> ApiVersion.parse(version)));
        }
        return config.explanation(String.join("; ", steps));
    }

    /** As the CLI, we go on without a file that cannot be read: many a service has the home of another user. */
    private CliConfig cliConfig() {
        try {
            return from(configFile.toString(), () -> CliConfig.read(configFile));
        } catch (IOException e) {
            unreadable = configFile + " cannot be read (" + CliConfig.problem(e) + ")";
        }
        return CliConfig.NONE;
    }

    private Engine engine(@Nullable String currentContext) {
        String host = variables.text("DOCKER_HOST");
        String context = variables.text("DOCKER_CONTEXT");
        if (host != null) {
            return ofHost(host, context);
        }
        if (context != null) {
            step("DOCKER_HOST is not set; DOCKER_CONTEXT says \"" + context + "\"");
            step(unreadable);
            return ofContext("DOCKER_CONTEXT", context);
        }
        step("DOCKER_HOST and DOCKER_CONTEXT are not set");
        if (currentContext != null) {
            step(configFile + " names the context \"" + currentContext + "\"");
            return ofContext(configFile.toString(), currentContext);
        }
        boolean absent = Files.notExists(configFile);
        step(unreadable == null ? configFile + (absent ? " is not there" : " names no context") : unreadable);
        return ofNobody();
    }

    /** A host without a port has, as for the CLI, the one without TLS, whatever is asked for. */
    private Engine ofHost(String host, @Nullable String context) {
        EngineAddress address = from("DOCKER_HOST", () -> EngineAddress.parse(host));
        step("DOCKER_HOST says " + address + (context == null ? "" : ", so that DOCKER_CONTEXT does not count"));
        step(unreadable);
        return new Engine(address, address instanceof EngineAddress.Tcp ? tls() : null);
    }

    private Engine ofContext(String source, String name) {
        if (name.equals(ContextStore.DEFAULT)) {
            return ofNobody();
        }
        ContextStore.Found found = from(source, () -> new ContextStore(variables.configFolder()).context(name));
        step("the context leads to " + found.address()
                + (found.explanation() == null ? "" : " by " + found.explanation()));
        if (asksForTls() != null && found.address() instanceof EngineAddress.Tcp) {
            step(asksForTls() + " is not for contexts, which have files of their own");
        }
        return new Engine(found.address(), found.tls());
    }

    /** Where TLS is asked for without an engine, the CLI takes this machine's port for it, and no socket. */
    private Engine ofNobody() {
        if (asksForTls() != null) {
            EngineAddress address = EngineAddress.tcp("localhost", EngineAddress.DEFAULT_TLS_PORT);
            step(asksForTls() + " is set, with which the docker command's default is " + address);
            return new Engine(address, tls());
        }
        LocalSockets.Choice choice = new LocalSockets(variables, root, CredentialHelpers.WINDOWS).choose(PROBE_LIMIT);
        step(choice.explanation());
        return new Engine(EngineAddress.unix(choice.socket()), null);
    }

    /** The variable that does; null for none. */
    private @Nullable String asksForTls() {
        return variables.isSet(VERIFIED) ? VERIFIED : variables.isSet(UNVERIFIED) ? UNVERIFIED : null;
    }

    /** Go's library of the engine takes {@code DOCKER_CERT_PATH} alone for TLS that verifies nothing; the CLI for no TLS. */
    private @Nullable TlsMaterial tls() {
        String asks = asksForTls();
        String named = variables.text(FILES);
        if (asks == null) {
            step(named == null ? null : FILES + " alone asks for no TLS; " + VERIFIED + " does");
            return null;
        }
        TlsFolder folder = new TlsFolder(
                named == null ? variables.configFolder() : Path.of(named).toAbsolutePath());
        boolean verified = asks.equals(VERIFIED);
        TlsMaterial material =
                from(asks, () -> folder.trusting(verified ? folder.authority() : folder.authorityIfThere(), verified));
        step(asks + " asks for " + folder.explain(material));
        return material;
    }

    /** The CLI has a {@code User-Agent} of its own, whatever the file says. */
    private void headers(DockerConfig.Builder config, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches() || CONTROL.matcher(value).find()) {
                throw new IllegalArgumentException(configFile + ": HttpHeaders: \"" + name.replaceAll("[^ -~]", "?")
                        + "\" has an odd name or value for a header");
            }
            if (!name.equalsIgnoreCase("User-Agent")) {
                from(configFile + ": HttpHeaders", () -> config.header(name, value));
            }
        });
    }

    private void step(@Nullable String words) {
        if (words != null) {
            steps.add(words);
        }
    }

    private interface Reading<T, E extends Exception> {
        T read() throws E;
    }

    /** What is read, with its source before the words of what is odd about it. */
    private static <T, E extends Exception> T from(String source, Reading<T, E> reading) throws E {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }
}

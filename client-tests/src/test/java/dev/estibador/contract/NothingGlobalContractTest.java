package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.TlsMaterial;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.DockerException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L47: a client is no business of the rest of the program: what a JVM has once is as it was, whatever way was used. */
class NothingGlobalContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void openingUsingAndClosingChangesNothingOfTheJvm() throws Exception {
        ScriptedEngine.Script script = c -> {
            while (true) {
                c.head();
                c.json("{}");
            }
        };
        try (var unix = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                var tcp = new ScriptedEngine(Kind.TCP, script);
                var tls = new ScriptedEngine(Kind.TLS, script)) {
            String changes = new ChildJvm(directory)
                    .run(
                            Program.class,
                            unix.config().build().address().toString(),
                            tcp.config().build().address().toString(),
                            tls.config().build().address().toString(),
                            TlsFiles.trusting("authority").authority().toString());
            assertThat(changes).isEqualTo("changed: {}\n");
        }
    }

    static final class Program {
        private Program() {}

        /** Addresses of an engine on a Unix socket, over TCP and over TLS, and its authority. */
        public static void main(String[] arguments) {
            Map<String, String> before = state();
            for (ChannelKind channel :
                    new ChannelKind[] {ChannelKind.AUTO, ChannelKind.NATIVE, ChannelKind.JUNIXSOCKET, ChannelKind.JDK
                    }) {
                use(DockerConfig.to(arguments[0]).channel(channel));
            }
            use(DockerConfig.to(arguments[1]));
            use(DockerConfig.to(arguments[2]).tls(TlsMaterial.trusting(Path.of(arguments[3]))));
            // nobody is there, which takes no less code
            use(DockerConfig.to("ssh://nobody@127.0.0.1:1"));
            Map<String, String> after = state();
            after.entrySet().removeAll(before.entrySet());
            System.out.println("changed: " + after);
        }

        private static void use(DockerConfig.Builder to) {
            try (DockerClient docker =
                    DockerClient.open(to.apiVersion(new ApiVersion(1, 45)).build())) {
                await(docker.system().info(), LIMIT);
            } catch (DockerException e) {
                if (!to.build().address().toString().startsWith("ssh:")) {
                    throw e;
                }
            }
        }

        private static Map<String, String> state() {
            Map<String, String> state = new TreeMap<>();
            // which Java finds when it is first asked for, and keeps as a property
            state.put("zone", TimeZone.getDefault().getID());
            System.getProperties().forEach((name, value) -> state.put("property " + name, value.toString()));
            state.put("providers", Arrays.toString(Security.getProviders()));
            for (String name : new String[] {"jdk.tls.disabledAlgorithms", "networkaddress.cache.ttl"}) {
                state.put("security property " + name, String.valueOf(Security.getProperty(name)));
            }
            state.put("uncaught", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
            for (Locale.Category category : Locale.Category.values()) {
                state.put("locale " + category, Locale.getDefault(category).toString());
            }
            state.put("proxies", String.valueOf(ProxySelector.getDefault().getClass()));
            state.put("authenticator", String.valueOf(Authenticator.getDefault()));
            state.put("cookies", String.valueOf(CookieHandler.getDefault()));
            state.put("cache", String.valueOf(ResponseCache.getDefault()));
            state.put(
                    "https",
                    String.valueOf(
                            HttpsURLConnection.getDefaultHostnameVerifier().getClass()));
            state.put("out", String.valueOf(System.identityHashCode(System.out)));
            state.put("err", String.valueOf(System.identityHashCode(System.err)));
            state.put("logging", String.valueOf(Logger.getLogger("").getLevel()));
            return state;
        }
    }
}

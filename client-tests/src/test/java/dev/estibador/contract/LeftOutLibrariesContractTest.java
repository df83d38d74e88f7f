package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.contract.ScriptedEngine.Kind;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A program that leaves out what it does not use: junixsocket is missed by nobody who does not ask for it. */
class LeftOutLibrariesContractTest {
    private static final String ADVICE = " needs junixsocket: add com.kohlschutter.junixsocket:junixsocket-common"
            + " and :junixsocket-native-common to the path";

    /** Made anew on a class path of its own. Gives what a client says over each channel. */
    public static final class Scenario implements Function<String, List<String>> {
        @Override
        public List<String> apply(String address) {
            List<String> said = new ArrayList<>();
            for (ChannelKind kind :
                    List.of(ChannelKind.AUTO, ChannelKind.NATIVE, ChannelKind.JDK, ChannelKind.JUNIXSOCKET)) {
                said.add(ping(address, kind));
            }
            said.add(ping("ssh://nobody@127.0.0.1", ChannelKind.AUTO));
            return said;
        }

        private static String ping(String address, ChannelKind kind) {
            try (DockerClient docker =
                    DockerClient.open(DockerConfig.to(address).channel(kind).build())) {
                return String.valueOf(
                        await(docker.system().ping(), Duration.ofSeconds(20)).apiVersion());
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked") // what it is
    void junixsocketIsMissedByNobodyElse() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("junixsocket")) {
                path.add(Path.of(entry).toUri().toURL());
            }
        }
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    c.head();
                    c.say("HTTP/1.1 200 OK\r\nApi-Version: 1.45\r\nContent-Length: 2\r\n\r\nOK");
                    c.awaitClose();
                });
                var classes = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            var scenario = (Function<String, List<String>>)
                    classes.loadClass(Scenario.class.getName()).getConstructor().newInstance();

            assertThat(scenario.apply(engine.config().build().address().toString()))
                    .containsExactly("1.45", "1.45", "1.45", "the channel JUNIXSOCKET" + ADVICE, "ssh" + ADVICE);
        }
    }
}

package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.netty.NettyDockerClient;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A class path of libraries that do not belong together: a class is not found or not linked when it is first needed, which is
 * in the middle of a call and often on the I/O thread. Every call ends nevertheless, and so does closing the client.
 */
@OnOneJava("is about our classes, once for each of them")
class MixedClassPathContractTest {
    private static final String MAIN = "dev.estibador.netty.";
    /** Without which no task runs anywhere, and no failure has a name. */
    private static final Set<String> INDISPENSABLE =
            Set.of("dev.estibador.netty.execution.GrowingPool$Task", "dev.estibador.netty.wire.Failures");

    private static Path place(Class<?> of) throws Exception {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Finds the client's classes anew, but for one. */
    private static final class Lacking extends URLClassLoader {
        private final String missing;
        private final Set<String> found = ConcurrentHashMap.newKeySet();

        Lacking(URL[] own, ClassLoader libraries, String missing) {
            super(own, libraries);
            this.missing = missing;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new NoClassDefFoundError(name + ", on purpose");
            }
            found.add(name);
            return super.findClass(name);
        }
    }

    private static void play(Conversation c) {
        try {
            answer(c);
        } catch (IOException e) {
            // the client has left, in the middle of a head or not
        }
    }

    private static void answer(Conversation c) throws IOException {
        while (true) {
            String head = c.head();
            if (head.contains("/logs")) {
                c.say(Conversation.MULTIPLEXED)
                        .chunk(Conversation.frame(1, "2026-01-01T00:00:00.000000000Z one\n"))
                        .say("0\r\n\r\n");
            } else if (head.contains("/load")) {
                while (c.read() != '0' || c.read() != '\r') {
                    // the upload
                }
                c.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            } else if (head.contains("/attach")) {
                c.say(Conversation.SWITCHED).say(Conversation.frame(1, "one"));
                c.endOutput();
                c.awaitClose();
                return;
            } else if (head.contains("/stop")) {
                c.say("HTTP/1.1 500 Error\r\nContent-Length: 15\r\n\r\n{\"message\":\"m\"}");
            } else {
                c.json(
                        "{\"Id\":\"c\",\"Config\":{\"OpenStdin\":true,\"StdinOnce\":true},\"State\":{\"Running\":false}}");
            }
        }
    }

    @Test
    @Timeout(240)
    void everyCallEndsWhicheverClassCannotBeLinked() throws Exception {
        List<URL> own = new ArrayList<>();
        List<URL> libraries = new ArrayList<>();
        List<Path> ours =
                List.of(place(DockerClient.class), place(NettyDockerClient.class), place(MixedClassPathScenario.class));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            (ours.contains(Path.of(entry)) ? own : libraries).add(url(entry));
        }
        Map<String, List<String>> hung = new LinkedHashMap<>();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, MixedClassPathContractTest::play);
                var shared = new URLClassLoader(libraries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            String address = engine.config().build().address().toString();
            Set<String> needed = new TreeSet<>();
            assertThat(hung(own, shared, "none", address, needed)).isEmpty();
            needed.removeIf(name -> !name.startsWith(MAIN) || INDISPENSABLE.contains(name));
            assertThat(needed).hasSizeGreaterThan(50);
            for (String missing : needed) {
                List<String> those = hung(own, shared, missing, address, new TreeSet<>());
                if (!those.isEmpty()) {
                    hung.put(missing, those);
                }
            }
        }
        assertThat(hung).isEmpty();
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    @SuppressWarnings("unchecked") // what it is
    private static List<String> hung(
            List<URL> own, ClassLoader libraries, String missing, String address, Set<String> needed) throws Exception {
        try (var client = new Lacking(own.toArray(URL[]::new), libraries, missing)) {
            var scenario = (Function<String, List<String>>) client.loadClass(MixedClassPathScenario.class.getName())
                    .getConstructor()
                    .newInstance();
            List<String> hung = scenario.apply(address);
            needed.addAll(client.found);
            return hung;
        }
    }
}

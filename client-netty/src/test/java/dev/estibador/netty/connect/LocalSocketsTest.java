package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.connect.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nobody says where the engine is: which of this machine's sockets it is, and L45, what is said of the others. */
class LocalSocketsTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path temporary;

    private final List<SocketServer> servers = new ArrayList<>();
    private CliHome home;

    @BeforeEach
    void home() {
        home = new CliHome(temporary)
                .with("XDG_RUNTIME_DIR", temporary.resolve("u").toString());
    }

    @AfterEach
    void close() throws IOException {
        for (SocketServer server : servers) {
            server.close();
        }
    }

    private LocalSockets sockets(boolean windows) {
        return new LocalSockets(new Variables(home.variables), home.root, windows);
    }

    private LocalSockets.Choice choice(Duration limit) {
        return sockets(false).choose(limit);
    }

    private Path ofAll() {
        return home.root.resolve("var/run/docker.sock");
    }

    private void serve(Path socket, String reply) throws IOException {
        servers.add(SocketServer.saying(socket, reply));
    }

    private void serveInSilence(Path socket) throws IOException {
        servers.add(SocketServer.silent(socket));
    }

    @Test
    void theyAreTriedInThisOrder() {
        Path user = temporary.resolve("u");
        Path own = home.folder;

        assertThat(sockets(false).candidates())
                .containsExactly(
                        ofAll(),
                        user.resolve("docker.sock"),
                        own.resolve(".docker/run/docker.sock"),
                        own.resolve(".docker/desktop/docker.sock"),
                        own.resolve(".colima/default/docker.sock"),
                        own.resolve(".rd/docker.sock"),
                        own.resolve(".orbstack/run/docker.sock"),
                        user.resolve("podman/podman.sock"),
                        home.root.resolve("run/podman/podman.sock"));
    }

    @Test
    void onTheRealSystemTheFirstIsTheDefault() {
        var sockets = new LocalSockets(new Variables(home.variables), Path.of("/"), false);

        assertThat(sockets.candidates().get(0)).isEqualTo(Path.of(EngineAddress.DEFAULT_SOCKET));
        assertThat(sockets.candidates()).endsWith(Path.of("/run/podman/podman.sock"));
    }

    @Test
    void colimaMayHaveAnotherHome() {
        home.with("COLIMA_HOME", "/c").with("XDG_CONFIG_HOME", "/x");

        assertThat(sockets(false).candidates())
                .contains(Path.of("/c/default/docker.sock"), Path.of("/x/colima/default/docker.sock"))
                .doesNotContain(home.folder.resolve(".colima/default/docker.sock"));
    }

    @Test
    void withoutTheVariableTheSystemMayTellTheUsersFolder() throws IOException {
        home.variables.remove("XDG_RUNTIME_DIR");
        assertThat(sockets(false).candidates()).noneMatch(socket -> socket.startsWith(home.root.resolve("run/user")));

        Path process = Files.createDirectories(home.root.resolve("proc/self"));
        Object user = Files.getAttribute(process, "unix:uid");
        assertThat(sockets(false).candidates())
                .contains(home.root.resolve("run/user/" + user + "/docker.sock"))
                .contains(home.root.resolve("run/user/" + user + "/podman/podman.sock"));
    }

    /** Each alone, and with all behind it. */
    @Test
    void theFirstAtWhichAnEngineAnswersIsTaken() throws IOException {
        List<Path> all = sockets(false).candidates();
        for (int i = all.size() - 1; i >= 0; i--) {
            serve(all.get(i), i % 2 == 0 ? SocketServer.DOCKER : SocketServer.PODMAN);

            LocalSockets.Choice choice = choice(AMPLE);
            assertThat(choice.socket()).isEqualTo(all.get(i));
            List<String> words = words(all.subList(0, i));
            words.add("an engine answers at " + all.get(i));
            assertThat(choice.explanation()).containsSubsequence(words);
        }
    }

    private static List<String> words(List<Path> absent) {
        return absent.stream().map(socket -> socket + " (not there)").collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void nothingIsSaidOfOthersWhereTheFirstAnswers() throws IOException {
        serve(ofAll(), SocketServer.DOCKER);

        assertThat(choice(AMPLE).explanation()).isEqualTo("an engine answers at " + ofAll());
    }

    @Test
    void whoeverIsNoEngineIsPassedBy() throws IOException {
        List<Path> all = sockets(false).candidates();
        serveInSilence(all.get(0));
        serve(all.get(1), "HTTP/1.0 200 OK\r\n\r\n");
        SocketServer.silent(all.get(2)).close();
        Files.createDirectories(all.get(3));
        serve(all.get(4), SocketServer.DOCKER);

        assertThat(choice(Duration.ofSeconds(4))) // of which the engine has a quarter
                .isEqualTo(new LocalSockets.Choice(
                        all.get(4),
                        "tried " + all.get(0) + " (no answer within 4000 ms), " + all.get(1)
                                + " (a server answers that is no engine), " + all.get(2) + " (nothing listens there), "
                                + all.get(3) + " (a folder, no socket); an engine answers at " + all.get(4)));
    }

    @Test
    void whereNoneAnswersItIsTheDefault() {
        LocalSockets.Choice choice = choice(AMPLE);

        assertThat(choice.socket()).isEqualTo(ofAll());
        assertThat(choice.explanation())
                .startsWith("tried " + ofAll() + " (not there), ")
                .containsSubsequence(words(sockets(false).candidates()))
                .endsWith("; no engine answers, so it is the default, " + ofAll());
    }

    @Test
    void oneThatTakesConnectionsButDoesNotAnswerYetIsBetterThanNone() throws IOException {
        Path first = temporary.resolve("u/docker.sock");
        serveInSilence(first);
        serveInSilence(home.folder.resolve(".rd/docker.sock"));

        LocalSockets.Choice choice = choice(SHORT);
        assertThat(choice.socket()).isEqualTo(first);
        assertThat(choice.explanation())
                .endsWith("; no engine answers, so it is the first at which somebody listens, " + first);
    }

    @Test
    void onWindowsItIsSaidWhatToDoInstead() throws IOException {
        assertThat(sockets(true).candidates()).containsExactly(ofAll());
        assertThat(sockets(true).choose(AMPLE).explanation())
                .startsWith("tried " + ofAll() + " (not there); ")
                .contains("tcp://127.0.0.1:2375", "DOCKER_HOST");

        serve(ofAll(), SocketServer.DOCKER);
        assertThat(sockets(true).choose(AMPLE).explanation()).isEqualTo("an engine answers at " + ofAll());
    }

    @Test
    void theEnvironmentLeadsThere() throws IOException {
        serve(home.folder.resolve(".orbstack/run/docker.sock"), SocketServer.DOCKER);

        assertThat(home.config().address())
                .isEqualTo(EngineAddress.unix(home.folder.resolve(".orbstack/run/docker.sock")));
        assertThat(home.config().address().mountable()).isEqualTo("/var/run/docker.sock");
        assertThat(home.config().explain())
                .startsWith(
                        "DOCKER_HOST and DOCKER_CONTEXT are not set; " + home.configFile() + " is not there; tried ");
    }

    @Test
    void aHomeThatNoVariableTellsIsThatOfJava() {
        assertThat(new Variables(Map.of()).configFile())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".docker/config.json"));
    }
}

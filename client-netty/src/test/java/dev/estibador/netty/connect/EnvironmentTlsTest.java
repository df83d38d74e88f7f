package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.TlsMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L44 and L46: whose TLS is for which engine, and that nothing missing makes it trust more. */
class EnvironmentTlsTest {
    private static final String[] ALL = {"ca.pem", "cert.pem", "key.pem"};

    @TempDir
    Path temporary;

    private CliHome home;
    private Path files;

    @BeforeEach
    void home() throws IOException {
        home = new CliHome(temporary);
        files = CliHome.files(temporary.resolve("certs"), ALL);
    }

    private TlsMaterial tls() {
        return home.config().tls();
    }

    /** "0" counts, as for the CLI. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "false", " "})
    void dockerTlsVerifyAsksForTlsWhateverItSays(String value) {
        home.with("DOCKER_HOST", "tcp://host:9")
                .with("DOCKER_TLS_VERIFY", value)
                .with("DOCKER_CERT_PATH", files.toString());

        assertThat(tls()).isEqualTo(TlsMaterial.folder(files));
        assertThat(home.explanation())
                .isEqualTo("DOCKER_HOST says tcp://host:9; DOCKER_TLS_VERIFY asks for TLS that trusts "
                        + files.resolve("ca.pem") + " and shows the certificate " + files.resolve("cert.pem"));
    }

    @Test
    void dockerTlsAloneVerifiesNothing() {
        home.with("DOCKER_HOST", "tcp://host:9").with("DOCKER_TLS", "1").with("DOCKER_CERT_PATH", files.toString());

        assertThat(tls()).isEqualTo(TlsMaterial.folder(files).unverified());
        assertThat(home.explanation()).contains("DOCKER_TLS asks for TLS that verifies nothing");
        home.with("DOCKER_TLS_VERIFY", "1");
        assertThat(tls()).isEqualTo(TlsMaterial.folder(files));
    }

    @Test
    void emptySwitchesAreNone() {
        home.with("DOCKER_HOST", "tcp://host").with("DOCKER_TLS_VERIFY", "").with("DOCKER_TLS", "");

        assertThat(tls()).isNull();
        assertThat(home.config().address()).isEqualTo(EngineAddress.tcp("host", 2375));
    }

    /** As for the CLI, whereas Go's library takes it for TLS that verifies nothing. */
    @Test
    void dockerCertPathAloneAsksForNoTls() {
        home.with("DOCKER_HOST", "tcp://host:9").with("DOCKER_CERT_PATH", files.toString());

        assertThat(tls()).isNull();
        assertThat(home.explanation()).endsWith("; DOCKER_CERT_PATH alone asks for no TLS; DOCKER_TLS_VERIFY does");
    }

    @Test
    void theFilesAreElseTheCliS() throws IOException {
        Path cli = CliHome.files(home.configFile().getParent(), ALL);
        home.with("DOCKER_HOST", "tcp://host:9").with("DOCKER_TLS_VERIFY", "1");

        assertThat(tls()).isEqualTo(TlsMaterial.folder(cli));
        Path named = CliHome.files(temporary.resolve("config"), ALL);
        home.with("DOCKER_CONFIG", named.toString());
        assertThat(tls()).isEqualTo(TlsMaterial.folder(named));
    }

    @ParameterizedTest
    @CsvSource({"tcp://host, tcp://host:2375", "host, tcp://host:2375", "tcp://host:1/p, tcp://host:1/p"})
    void aHostWithoutAPortHasThatWithoutTls(String said, String meant) {
        home.with("DOCKER_HOST", said).with("DOCKER_TLS_VERIFY", "1");

        assertThat(home.config().address()).hasToString(meant);
    }

    @Test
    void withoutAnEngineItIsThePortOfThisMachine() throws IOException {
        Path socket = home.root.resolve("var/run/docker.sock");
        try (SocketServer engine = SocketServer.saying(socket, SocketServer.DOCKER)) {
            home.with("DOCKER_TLS_VERIFY", "1").with("DOCKER_CERT_PATH", files.toString());

            assertThat(home.config().address()).isEqualTo(EngineAddress.tcp("localhost", 2376));
            assertThat(tls()).isEqualTo(TlsMaterial.folder(files));
            assertThat(home.explanation())
                    .contains(
                            "DOCKER_TLS_VERIFY is set, with which the docker command's default is tcp://localhost:2376");
            assertThat(engine.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///s", "ssh://host"})
    void itIsForTcpAlone(String address) {
        home.with("DOCKER_HOST", address).with("DOCKER_TLS_VERIFY", "1");

        assertThat(tls()).isNull();
    }

    @Test
    void anAuthorityThatIsMissingIsMissedLaterIfItIsToVouch() throws IOException {
        Files.delete(files.resolve("ca.pem"));
        home.with("DOCKER_HOST", "tcp://host:9")
                .with("DOCKER_TLS_VERIFY", "1")
                .with("DOCKER_CERT_PATH", files.toString());

        assertThat(tls()).isEqualTo(TlsMaterial.folder(files));
        home.with("DOCKER_TLS_VERIFY", "").with("DOCKER_TLS", "1");
        assertThat(tls())
                .isEqualTo(TlsMaterial.ofJava()
                        .as(files.resolve("cert.pem"), files.resolve("key.pem"))
                        .unverified());
    }

    @Test
    void withoutCertificateAndKeyNoneIsShown() throws IOException {
        Path bare = CliHome.files(temporary.resolve("bare"), "ca.pem");
        home.with("DOCKER_HOST", "tcp://host:9")
                .with("DOCKER_TLS_VERIFY", "1")
                .with("DOCKER_CERT_PATH", bare.toString());

        assertThat(tls()).isEqualTo(TlsMaterial.trusting(bare.resolve("ca.pem")));
        assertThat(home.explanation())
                .endsWith(" and shows no client certificate, as there is no " + bare.resolve("cert.pem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert.pem", "key.pem"})
    void oneOfTheTwoIsAnError(String missing) throws IOException {
        Files.delete(files.resolve(missing));
        home.with("DOCKER_HOST", "tcp://host:9").with("DOCKER_TLS", "1").with("DOCKER_CERT_PATH", files.toString());

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_TLS: " + files.resolve(missing) + " is missing");

        home.context("c", "tcp://host:9", false);
        CliHome.files(home.tlsFolder("c"), ALL);
        Files.delete(home.tlsFolder("c").resolve(missing));
        home.with("DOCKER_HOST", "").with("DOCKER_CONTEXT", "c");
        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_CONTEXT: ")
                .hasMessageContaining(home.tlsFolder("c").resolve(missing) + " is missing");
    }

    /** Or else Java's authorities would be trusted instead of it. */
    @Test
    void aLinkThatLeadsNowhereIsNotMissing() throws IOException {
        home.context("c", "tcp://host:9", false);
        Files.createDirectories(home.tlsFolder("c"));
        Path authority = Files.createSymbolicLink(home.tlsFolder("c").resolve("ca.pem"), temporary.resolve("gone"));
        home.with("DOCKER_CONTEXT", "c");

        assertThat(tls()).isEqualTo(TlsMaterial.trusting(authority));
    }

    @Test
    void aContextHasFilesOfItsOwn() throws IOException {
        home.context("c", "tcp://host", false);
        Path own = CliHome.files(home.tlsFolder("c"), ALL);
        home.with("DOCKER_CONTEXT", "c");

        assertThat(tls()).isEqualTo(TlsMaterial.folder(own));
        assertThat(home.config().address()).isEqualTo(EngineAddress.tcp("host", 2376));
        assertThat(home.explanation())
                .endsWith("; the context leads to tcp://host:2376 by TLS that trusts " + own.resolve("ca.pem")
                        + " and shows the certificate " + own.resolve("cert.pem"));
    }

    @Test
    void aContextMaySkipToVerify() throws IOException {
        home.context("c", "tcp://host:9", true);
        home.with("DOCKER_CONTEXT", "c");

        assertThat(tls()).isEqualTo(TlsMaterial.ofJava().unverified());
        Path own = CliHome.files(home.tlsFolder("c"), ALL);
        assertThat(tls()).isEqualTo(TlsMaterial.folder(own).unverified());
    }

    @Test
    void aContextWithoutAuthorityTrustsThoseOfJava() throws IOException {
        home.context("c", "tcp://host:9", false);
        Path own = CliHome.files(home.tlsFolder("c"), "cert.pem", "key.pem");
        home.with("DOCKER_CONTEXT", "c");

        assertThat(tls()).isEqualTo(TlsMaterial.ofJava().as(own.resolve("cert.pem"), own.resolve("key.pem")));
        assertThat(home.explanation()).contains("the authorities that Java trusts");
    }

    @Test
    void aContextWithoutTlsHasNone() throws IOException {
        home.context("c", "tcp://host", false);
        home.with("DOCKER_CONTEXT", "c");

        assertThat(tls()).isNull();
        assertThat(home.config().address()).isEqualTo(EngineAddress.tcp("host", 2375));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///s", "ssh://ann@host:22"})
    void aContextOverAnythingElseNeedsNone(String host) throws IOException {
        home.context("c", host, true);
        CliHome.files(home.tlsFolder("c"), "cert.pem");
        home.with("DOCKER_CONTEXT", "c").with("DOCKER_TLS_VERIFY", "1");

        assertThat(tls()).isNull();
        assertThat(home.config().address()).hasToString(host);
        assertThat(home.explanation()).endsWith("; the context leads to " + host);
    }

    /** L44: the TLS of the one is never used for the host of the other. */
    @Test
    void neitherTheContextsFilesNorTheVariablesAreForTheOther() throws IOException {
        home.context("secured", "tcp://secured:9", false);
        Path own = CliHome.files(home.tlsFolder("secured"), ALL);
        home.context("plain", "tcp://plain:9", false);
        home.writeConfig("{\"currentContext\":\"secured\"}");

        home.with("DOCKER_HOST", "tcp://host:9");
        assertThat(tls()).isNull();
        home.with("DOCKER_TLS_VERIFY", "1").with("DOCKER_CERT_PATH", files.toString());
        assertThat(tls()).isEqualTo(TlsMaterial.folder(files));

        home.with("DOCKER_HOST", "");
        assertThat(tls()).isEqualTo(TlsMaterial.folder(own));
        home.with("DOCKER_CONTEXT", "plain");
        assertThat(tls()).isNull();
        assertThat(home.explanation())
                .endsWith("; DOCKER_TLS_VERIFY is not for contexts, which have files of their own");
    }
}

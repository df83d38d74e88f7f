package dev.estibador.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:///run/docker.sock",
                "unix://@engine",
                "tcp://host:2375",
                "tcp://[::1]:4243",
                "tcp://host:2376/base/path",
                "ssh://host",
                "ssh://me@host:2222/run/docker.sock",
                "ssh://me@[fe80::1]",
            })
    void anAddressReadsWhatItSays(String text) {
        assertThat(EngineAddress.parse(text)).hasToString(text);
    }

    @Test
    void partsThatAreLeftOutAreThoseOfTheCli() {
        assertThat(EngineAddress.parse(" host ")).isEqualTo(EngineAddress.tcp("host", 2375));
        assertThat(EngineAddress.parse("tcp://host/", 2376)).isEqualTo(EngineAddress.tcp("host", 2376));
        assertThat(EngineAddress.parse("tcp://host/docker/")).isEqualTo(new EngineAddress.Tcp("host", 2375, "/docker"));
        assertThat(EngineAddress.parse("ssh://host/")).isEqualTo(new EngineAddress.Ssh(null, "host", null, null));
        assertThat(EngineAddress.parse("ssh://a@b@host:1/x")).isEqualTo(new EngineAddress.Ssh("a@b", "host", 1, "/x"));
    }

    /** E22. */
    @ParameterizedTest
    @CsvSource({
        "unix:/run/x.sock, unix:///run/x.sock",
        "/run/x.sock, unix:///run/x.sock",
        "UNIX:///run/x.sock, unix:///run/x.sock",
        "unix:@engine, unix://@engine",
        "TCP://host:1, tcp://host:1",
        "tcp:host:1, tcp://host:1",
        "ssh:me@host, ssh://me@host",
        "ssh:2375, tcp://ssh:2375",
        "tcp:2375, tcp://tcp:2375",
    })
    void anAddressIsReadAsPeopleWriteIt(String written, String meant) {
        assertThat(EngineAddress.parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix://",
                "unix://@",
                "tcp://",
                "tcp://:2375",
                "tcp://host:0",
                "tcp://host:70000",
                "tcp://host:x",
                "tcp://user@host",
                "tcp://host/a?b",
                "tcp://ho st",
                "ssh://",
                "ssh://host#x",
                "ssh://@host",
                "ssh://-oProxyCommand=x",
                "ssh://-x@host",
                "gopher://host",
                "fd://",
                "http://host",
                "https://host",
                "npipe:////./pipe/docker_engine"
            })
    void anOddAddressIsRefusedWithItself(String text) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://me:secret@host",
                "tcp://me:secret@host:1",
                "http://me:secret@host",
                "ssh:me:secret@host",
                "me:secret@host",
                "tcp://me:se/secret@host",
                "gopher://me:secret@host"
            })
    void aPasswordIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageContaining("host");
    }

    @Test
    void aPipeOfWindowsIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> EngineAddress.parse("npipe:////./pipe/docker_engine"))
                .hasMessageContaining("tcp://127.0.0.1:2375");
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/user/1000/docker.sock, /run/user/1000/docker.sock",
        "unix:///run/podman/podman.sock, /run/podman/podman.sock",
        "unix:///home/a/.docker/desktop/docker.sock, /var/run/docker.sock",
        "unix:///Users/a/.docker/run/docker.sock, /var/run/docker.sock",
        "unix:///Users/a/.colima/default/docker.sock, /var/run/docker.sock",
        "unix:///Users/a/.config/colima/x86/docker.sock, /var/run/docker.sock",
        "unix:///Users/a/.rd/docker.sock, /var/run/docker.sock",
        "unix:///Users/a/.orbstack/run/docker.sock, /var/run/docker.sock",
        "unix:///var/folders/x/podman/podman-machine-default-api.sock, /var/run/docker.sock",
        "tcp://host:2375, /var/run/docker.sock",
        "ssh://host, /var/run/docker.sock",
        "ssh://host/run/user/7/docker.sock, /run/user/7/docker.sock",
        "unix://@engine, /var/run/docker.sock",
    })
    void theSocketToMountIsThatOfTheEnginesOwnMachine(String address, String mountable) {
        assertThat(EngineAddress.parse(address).mountable()).isEqualTo(mountable);
    }

    @Test
    void tlsAndProxiesAreForTcpAlone() {
        DockerConfig.Builder unix = DockerConfig.to(EngineAddress.unix(Path.of("/s")));

        assertThatThrownBy(() -> unix.tls(TlsMaterial.ofJava())).hasMessageContaining("unix:///s");
        assertThatThrownBy(() -> unix.proxy(HttpProxy.parse("proxy:1"))).hasMessageContaining("unix:///s");
    }

    @Test
    void aHeaderThatFramesARequestIsRefused() {
        assertThatThrownBy(() -> DockerConfig.to("tcp://h").header("Content-length", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Content-length");
    }

    @Test
    void aConfigAndItsProxyTellNoSecret() {
        DockerConfig config = DockerConfig.to("tcp://h")
                .header("Authorization", "secret")
                .proxy(HttpProxy.parse("http://me:secret@proxy:3128"))
                .build();

        assertThat(config + " " + config.proxy()).doesNotContain("secret");
        assertThat(config.toBuilder().build().headers()).containsEntry("Authorization", "secret");
    }

    @Test
    void aProxyIsReadWithItsLogin() {
        assertThat(HttpProxy.parse("http://a%40b:p%3Aw+@[::1]:3128"))
                .isEqualTo(new HttpProxy("::1", 3128, "a@b", "p:w+"));
        assertThat(HttpProxy.parse("proxy")).isEqualTo(new HttpProxy("proxy", 80, null, null));
        assertThatThrownBy(() -> HttpProxy.parse("socks5://me:secret@proxy:1")).hasMessageNotContaining("secret");
        assertThatThrownBy(() -> HttpProxy.parse("http://me:sec ret@proxy:1")).hasMessageNotContaining("ret@");
    }
}

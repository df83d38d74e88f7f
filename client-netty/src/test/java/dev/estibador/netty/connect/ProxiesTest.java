package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.HttpProxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Go's HTTP client, by which the docker CLI chooses its proxy. */
class ProxiesTest {
    private final Map<String, String> variables = new HashMap<>();

    private Proxies.Choice choice(String host, int port, boolean tls) {
        return Proxies.choose(new Variables(variables), (EngineAddress.Tcp) EngineAddress.tcp(host, port), tls);
    }

    @Test
    void withoutVariablesThereIsNone() {
        variables.put("NO_PROXY", "*");

        assertThat(choice("engine", 2375, false)).isEqualTo(new Proxies.Choice(null, null));
    }

    @ParameterizedTest
    @CsvSource({"HTTP_PROXY, false", "http_proxy, false", "HTTPS_PROXY, true", "https_proxy, true"})
    void thereIsOneForTlsAndOneWithout(String variable, boolean tls) {
        variables.put(variable, "http://ann:hunter2@proxy:3128");

        Proxies.Choice choice = choice("engine", 2375, tls);
        assertThat(choice.proxy()).isEqualTo(new HttpProxy("proxy", 3128, "ann", "hunter2"));
        assertThat(choice.explanation()).isEqualTo(variable + " says to go through http://..@proxy:3128");
        assertThat(choice("engine", 2375, !tls).proxy()).isNull();
    }

    @Test
    void upperCaseComesFirst() {
        variables.putAll(Map.of("HTTP_PROXY", "upper", "http_proxy", "lower", "NO_PROXY", "a", "no_proxy", "b"));

        assertThat(choice("engine", 2375, false).proxy()).isEqualTo(HttpProxy.parse("upper"));
        assertThat(choice("a", 2375, false).proxy()).isNull();
        assertThat(choice("b", 2375, false).proxy()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"})
    void thisMachineIsReachedWithoutOne(String host) {
        variables.put("HTTP_PROXY", "socks5://whatever");

        assertThat(choice(host, 2375, false)).isEqualTo(new Proxies.Choice(null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "engine.example.com, '*'",
        "engine.example.com, 'other, *'",
        "engine.example.com, engine.example.com",
        "engine.example.com, example.com",
        "engine.example.com, .example.com",
        "engine.example.com, *.example.com",
        "engine.example.com, 'a,, b , EXAMPLE.com '",
        "ENGINE.example.com, engine.example.com",
        "engine.example.com, example.com:2375",
        "engine.example.com, .example.com:2375",
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3, 10.1.2.3:2375",
        "10.1.2.3, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.2/31",
        "10.1.2.3, 10.1.2.3/32",
        "10.1.2.3, 0.0.0.0/0",
        "fd00::1, fd00::1",
        "fd00::1, fd00:0:0:0:0:0:0:1",
        "fd00::1, [fd00::1]",
        "fd00::1, [fd00::1]:2375",
        "fd00::1, fd00::/8",
        "::ffff:10.1.2.3, 10.1.2.3",
        "127, 127",
    })
    void theseAreExempt(String host, String exemptions) {
        variables.putAll(Map.of("HTTP_PROXY", "proxy", "NO_PROXY", exemptions));

        assertThat(choice(host, 2375, false))
                .isEqualTo(new Proxies.Choice(null, "HTTP_PROXY is left out, since NO_PROXY exempts " + host));
    }

    @ParameterizedTest
    @CsvSource({
        "engine.example.com, ' '",
        "engine.example.com, ','",
        "engine.example.com, .",
        "engine.example.com, ample.com",
        "example.com, .example.com",
        "example.com, *.example.com",
        "example.com, engine.example.com",
        "engine.example.com, example.com:2376",
        "engine.example.com, example.com:",
        "engine.example.com, e*.example.com",
        "engine.example.com, 10.0.0.0/8",
        "engine.example.com, :2375",
        "10.1.2.3, 10.1.2.3:80",
        "10.1.2.3, 10.1.2",
        "10.1.2.3, 10.1.2.03",
        "10.1.2.3, 10.1.2.4/32",
        "10.1.2.3, 10.1.2.0/33",
        "10.1.2.3, 10.1.2.0/x",
        "10.1.2.3, 10.1.2.256",
        "10.1.2.3, /8",
        "10.1.2.3, fd00::/8",
        "10.1.2.3, 300.0.0.0/8",
        "fd00::1, fd00::2",
        "fd00::1, [fd00::1]:80",
        "fd00::1, 10.0.0.0/8",
        "fd00::1, fd00:::/8",
    })
    void theseAreNot(String host, String exemptions) {
        variables.putAll(Map.of("HTTP_PROXY", "proxy", "no_proxy", exemptions));

        assertThat(choice(host, 2375, false).proxy()).isEqualTo(HttpProxy.parse("proxy"));
    }

    @Test
    void aCgiProgramDoesNotBelieveWhatItsCallersCanSay() {
        variables.putAll(Map.of("HTTP_PROXY", "evil", "HTTPS_PROXY", "proxy", "REQUEST_METHOD", "GET"));

        assertThat(choice("engine", 2375, false).proxy()).isNull();
        assertThat(choice("engine", 2375, false).explanation()).contains("HTTP_PROXY", "REQUEST_METHOD", "CGI");
        assertThat(choice("engine", 2375, true).proxy()).isEqualTo(HttpProxy.parse("proxy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://ann:hunter2@proxy",
                "https://ann:hunter2@proxy:1",
                "http://ann:hunter2@",
                "http://hunter2 x"
            })
    void anOddOneIsNamedWithoutItsPassword(String proxy) {
        variables.put("https_proxy", proxy);

        assertThatThrownBy(() -> choice("engine", 2376, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("https_proxy: ")
                .hasMessageNotContaining("hunter2");
    }
}

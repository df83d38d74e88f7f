package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.estibador.common.RegistryAuth;
import dev.estibador.error.EngineFailureException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.plugin.PluginDetails.Protocol;
import dev.estibador.plugin.PluginPrivilege;
import dev.estibador.plugin.Plugins;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginsContractTest {
    private static final RegistryAuth ANN = RegistryAuth.of("ann", "secret");
    private static final List<PluginPrivilege> PRIVILEGES = List.of(PluginPrivilege.of("network", "host"));
    private static final String PRIVILEGES_JSON = "[{\"Name\":\"network\",\"Value\":[\"host\"]}]";

    private final HttpEngine engine = new HttpEngine();
    private final Plugins plugins = engine.docker.plugins();

    @AfterEach
    void close() {
        engine.close();
    }

    private static void isOfAnn(LoggedRequest request) {
        assertThat(authOf(request)).isEqualTo("{\"username\":\"ann\",\"password\":\"secret\"}");
    }

    private static String authOf(LoggedRequest request) {
        return new String(Base64.getUrlDecoder().decode(request.getHeader("X-Registry-Auth")), StandardCharsets.UTF_8);
    }

    @Test
    void listsThem() {
        engine.answers(200, "[{\"Name\":\"acme/p:latest\",\"Enabled\":false}]");
        var list = engine.await(
                plugins.list(l -> l.filter("capability", "volumedriver").filter("enabled", "false")));
        engine.askedWithoutBody(
                "GET /v1.45/plugins?filters=%7B%22capability%22:%5B%22volumedriver%22%5D,%22enabled%22:%5B%22false%22%5D%7D");
        assertThat(list).singleElement().satisfies(one -> assertThat(one.enabled())
                .isFalse());
        engine.server.resetRequests();
        engine.await(plugins.list());
        engine.askedWithoutBody("GET /v1.45/plugins");
    }

    @Test
    void tellsThePrivilegesThatOneAsksFor() {
        engine.answers(
                200,
                "[{\"Name\":\"mount\",\"Description\":\"\",\"Value\":[\"/data\"]},{\"Name\":\"x\",\"Value\":null}]");
        var privileges = engine.await(plugins.privileges("registry:5000/acme/p:1", ANN));
        assertThat(privileges).hasSize(2);
        assertThat(privileges.get(0).value()).containsExactly("/data");
        isOfAnn(engine.asked("GET /v1.45/plugins/privileges?remote=registry:5000/acme/p:1"));
        engine.server.resetRequests();
        engine.await(plugins.privileges("acme/p"));
        assertThat(engine.asked("GET /v1.45/plugins/privileges?remote=acme/p").containsHeader("X-Registry-Auth"))
                .isFalse();
    }

    @Test
    void pullsOne() {
        engine.answers(200, "{\"status\":\"Pulling\",\"id\":\"a\",\"progressDetail\":{}}\r\n{\"status\":\"Done\"}\r\n");
        List<String> words = new ArrayList<>();
        engine.await(plugins.pull("acme/p:1", PRIVILEGES, p -> p.name("mine").auth(ANN))
                .result(progress -> words.add(progress.status())));
        assertThat(words).containsExactly("Pulling", "Done");
        engine.askedWithJson("POST /v1.45/plugins/pull?remote=acme/p:1&name=mine", PRIVILEGES_JSON);
        isOfAnn(engine.asked("POST /v1.45/plugins/pull?remote=acme/p:1&name=mine"));
    }

    /** L36: an error inside a 200. */
    @Test
    void aPullThatFailsFailsWithTheEnginesWords() {
        engine.answers(
                200, "{\"status\":\"Pulling\"}\n{\"errorDetail\":{\"message\":\"it broke\"},\"error\":\"it broke\"}");
        assertThatThrownBy(() -> engine.await(plugins.pull("acme/p", List.of()).result()))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("it broke");
        engine.askedWithJson("POST /v1.45/plugins/pull?remote=acme/p", "[]");
    }

    @Test
    void inspectsThem() {
        engine.answers(200, """
                {"Id":"1","Name":"acme/p:latest","Enabled":true,"PluginReference":"docker.io/acme/p:latest",
                 "Settings":{"Mounts":[{"Name":"m","Description":"d","Settable":["source"],"Source":"/s","Destination":"/d",
                     "Type":"bind","Options":["rbind"]}],"Env":["DEBUG=0"],"Args":null,
                   "Devices":[{"Name":"v","Description":"d","Settable":null,"Path":"/dev/fuse"}]},
                 "Config":{"Description":"x","Documentation":"y","DockerVersion":"17.06",
                   "Interface":{"Types":["docker.volumedriver/1.0"],"Socket":"p.sock","ProtocolScheme":"moby.plugins.http/v1"},
                   "Entrypoint":["/p"],"WorkDir":"/w","User":{"UID":4294967295,"GID":7},"Network":{"Type":"host"},
                   "Linux":{"Capabilities":["CAP_SYS_ADMIN"],"AllowAllDevices":false,"Devices":[]},
                   "PropagatedMount":"/mnt","IpcHost":false,"PidHost":true,"Mounts":[],
                   "Env":[{"Name":"DEBUG","Description":"d","Settable":["value"],"Value":"0"}],
                   "Args":{"Name":"a","Description":"b","Settable":["value"],"Value":["c"]},
                   "rootfs":{"type":"layers","diff_ids":["sha256:1"]}}}""");
        var plugin = engine.await(plugins.inspect("acme/p"));

        engine.askedWithoutBody("GET /v1.45/plugins/acme/p/json");
        assertThat(plugin.pluginReference()).isEqualTo("docker.io/acme/p:latest");
        assertThat(plugin.settings().mounts().get(0).settable()).containsExactly("source");
        assertThat(plugin.settings().env()).containsExactly("DEBUG=0");
        assertThat(plugin.settings().devices().get(0).path()).isEqualTo("/dev/fuse");
        var config = plugin.config();
        assertThat(config.dockerVersion()).isEqualTo("17.06");
        assertThat(config.interfaces().types()).containsExactly("docker.volumedriver/1.0");
        assertThat(config.interfaces().protocolScheme()).isEqualTo(Protocol.HTTP_V1);
        assertThat(config.user().uid()).isEqualTo(4294967295L);
        assertThat(config.network().type()).isEqualTo("host");
        assertThat(config.linux().capabilities()).containsExactly("CAP_SYS_ADMIN");
        assertThat(config.pidHost()).isTrue();
        assertThat(config.env().get(0).value()).isEqualTo("0");
        assertThat(config.args().value()).containsExactly("c");
        assertThat(config.rootFs().diffIds()).containsExactly("sha256:1");
    }

    @Test
    void removesThem() {
        engine.answers(200, "");
        engine.await(plugins.remove("acme/p:1", true));
        engine.askedWithoutBody("DELETE /v1.45/plugins/acme/p:1?force=true");
        engine.server.resetRequests();
        engine.await(plugins.remove("p"));
        engine.askedWithoutBody("DELETE /v1.45/plugins/p");
    }

    @Test
    void enablesAndDisablesThem() {
        engine.answers(200, "");
        engine.await(plugins.enable("p", 30));
        engine.askedWithoutBody("POST /v1.45/plugins/p/enable?timeout=30");
        engine.server.resetRequests();
        engine.await(plugins.enable("p"));
        engine.askedWithoutBody("POST /v1.45/plugins/p/enable?timeout=30");
        engine.server.resetRequests();
        engine.await(plugins.disable("p", true));
        engine.askedWithoutBody("POST /v1.45/plugins/p/disable?force=true");
        engine.server.resetRequests();
        engine.await(plugins.disable("p"));
        engine.askedWithoutBody("POST /v1.45/plugins/p/disable");
    }

    @Test
    void upgradesOne() {
        engine.answers(aResponse().withStatus(204));
        engine.await(plugins.upgrade("p", "acme/p:2", PRIVILEGES, ANN).result());
        engine.askedWithJson("POST /v1.45/plugins/p/upgrade?remote=acme/p:2", PRIVILEGES_JSON);
        isOfAnn(engine.asked("POST /v1.45/plugins/p/upgrade?remote=acme/p:2"));
    }

    @Test
    void makesOneOfFiles() {
        engine.answers(204, "");
        engine.await(plugins.create("acme/p", f -> f.text("config.json", "{}").emptyFolder("rootfs")));
        var request = engine.asked("POST /v1.45/plugins/create?name=acme/p");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-tar");
        assertThat(request.getBodyAsString()).contains("config.json\0", "rootfs/\0");
    }

    /** Engines refuse a push without the header, also where there is nothing to say in it. */
    @Test
    void pushesOneAndAlwaysSaysWhoAsks() {
        engine.answers(200, "{\"status\":\"Pushed\"}");
        engine.await(plugins.push("acme/p").result());
        assertThat(authOf(engine.asked("POST /v1.45/plugins/acme/p/push"))).isEqualTo("{}");
        engine.askedWithoutBody("POST /v1.45/plugins/acme/p/push");
        engine.server.resetRequests();
        engine.await(plugins.push("acme/p", ANN).result());
        isOfAnn(engine.asked("POST /v1.45/plugins/acme/p/push"));
    }

    @Test
    void setsThem() {
        engine.answers(204, "");
        engine.await(plugins.set("p", "DEBUG=1", "m.source=/x"));
        engine.askedWithJson("POST /v1.45/plugins/p/set", "[\"DEBUG=1\",\"m.source=/x\"]");
    }

    @Test
    void refusalsAreToldApart() {
        engine.answers(404, "{\"message\":\"plugin not found\"}");
        assertThatThrownBy(() -> engine.await(plugins.inspect("p"))).isInstanceOf(NotFoundException.class);
        engine.answers(500, "{\"message\":\"dial failed\"}");
        assertThatThrownBy(() -> engine.await(plugins.pull("p", List.of()).result()))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageContaining("dial failed");
    }
}

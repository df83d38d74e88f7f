package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnauthorizedException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.network.EndpointIpamConfig;
import dev.estibador.network.Networks;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L29: what is not set is not sent, what is set is, also false. L30: the names are the engine's. */
class NetworksContractTest {
    private final HttpEngine engine = new HttpEngine(new ApiVersion(1, 52));
    private final Networks networks = engine.docker.networks();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void listsThem() {
        engine.answers(200, """
                [{"Name":"front","Id":"n1","Created":"2026-01-02T03:04:05.678901234+01:00","Scope":"local","Driver":"bridge",
                  "EnableIPv4":true,"EnableIPv6":false,
                  "IPAM":{"Driver":"default","Options":null,
                    "Config":[{"Subnet":"10.1.0.0/16","IPRange":"10.1.2.0/24","Gateway":"10.1.0.1","AuxiliaryAddresses":{"r":"10.1.0.9"}}]},
                  "Internal":true,"Attachable":false,"Ingress":false,"ConfigFrom":{"Network":"base"},"ConfigOnly":false,
                  "Options":{"mtu":"1400"},"Labels":{"a":"b"},"Peers":[{"Name":"p","IP":"10.9.9.9"}],"New":1},
                 {"Name":"none","Id":"n2","IPAM":{"Config":null},"Options":null,"Labels":null}]""");
        var list = engine.await(networks.list());

        engine.askedWithoutBody("GET /v1.52/networks");
        var front = list.get(0);
        assertThat(front.name()).isEqualTo("front");
        assertThat(front.created()).isEqualTo(Instant.parse("2026-01-02T02:04:05.678901234Z"));
        assertThat(front.enableIpv4()).isTrue();
        assertThat(front.enableIpv6()).isFalse();
        assertThat(front.ipam().config()).singleElement().satisfies(subnet -> {
            assertThat(subnet.ipRange()).isEqualTo("10.1.2.0/24");
            assertThat(subnet.auxiliaryAddresses()).containsEntry("r", "10.1.0.9");
        });
        assertThat(front.configFrom().network()).isEqualTo("base");
        assertThat(front.peers()).singleElement().satisfies(peer -> assertThat(peer.ip())
                .isEqualTo("10.9.9.9"));
        assertThat(list.get(1).ipam().config()).isEmpty();
        assertThat(list.get(1).labels()).isEmpty();
    }

    @Test
    void listsThoseThatAreAskedFor() {
        engine.answers(200, "null");
        assertThat(engine.await(networks.list(l -> l.filter("driver", "bridge").filter("dangling", "true"))))
                .isEmpty();
        engine.askedWithoutBody(
                "GET /v1.52/networks?filters=%7B%22driver%22:%5B%22bridge%22%5D,%22dangling%22:%5B%22true%22%5D%7D");
    }

    @Test
    void inspectsThem() {
        engine.answers(200, """
                {"Name":"front","Id":"n1","Labels":{"a":"b"},
                 "Containers":{"c1":{"Name":"web","EndpointID":"e","MacAddress":"02:42:ac:13:00:02","IPv4Address":"10.1.0.2/16","IPv6Address":""}},
                 "Services":{"s":{"VIP":"10.1.0.5","Ports":["80/tcp"],"LocalLBIndex":257,
                   "Tasks":[{"Name":"s.1","EndpointID":"t","EndpointIP":"10.1.0.6","Info":{"Host IP":"10.9.9.9"}}]}},
                 "Status":{"IPAM":{"Subnets":{"fd00::/64":{"IPsInUse":2,"DynamicIPsAvailable":18446744073709551615}}}}}""");
        var front = engine.await(networks.inspect("front", i -> i.verbose(true).scope("swarm")));

        engine.askedWithoutBody("GET /v1.52/networks/front?verbose=true&scope=swarm");
        assertThat(front.summary().id()).isEqualTo("n1");
        assertThat(front.summary().labels()).containsEntry("a", "b");
        assertThat(front.containers().get("c1").ipv4Address()).isEqualTo("10.1.0.2/16");
        assertThat(front.services().get("s").tasks()).singleElement().satisfies(task -> assertThat(task.info())
                .containsEntry("Host IP", "10.9.9.9"));
        assertThat(front.status().ipam().subnets().get("fd00::/64").dynamicIpsAvailable())
                .as("unsigned")
                .isEqualTo(-1);
    }

    @Test
    void inspectsWithoutAskingForMore() {
        engine.answers(200, "{\"Name\":\"front\",\"Id\":\"n1\",\"Containers\":null}");
        assertThat(engine.await(networks.inspect("n1")).containers()).isEmpty();
        engine.askedWithoutBody("GET /v1.52/networks/n1");
    }

    @Test
    void removesThem() {
        engine.answers(204, "");
        engine.await(networks.remove("my net"));
        engine.askedWithoutBody("DELETE /v1.52/networks/my%20net");
    }

    @Test
    void makesOneOfANameAlone() {
        engine.answers(201, "{\"Id\":\"n1\",\"Warning\":\"\"}");
        var made = engine.await(networks.create("front"));
        assertThat(made.id()).isEqualTo("n1");
        assertThat(made.warning()).isEmpty();
        engine.askedWithJson("POST /v1.52/networks/create", "{\"Name\":\"front\",\"CheckDuplicate\":true}");
    }

    @Test
    void makesOneWithAllThatCanBeSaid() {
        engine.answers(201, "{\"Id\":\"n1\"}");
        engine.await(networks.create("front", n -> n.checkDuplicate(false)
                .driver("overlay")
                .scope("swarm")
                .internal(false)
                .attachable(true)
                .ingress(false)
                .configOnly(false)
                .configFrom("base")
                .ipam(i -> i.driver("default")
                        .config(c -> c.subnet("10.1.0.0/16")
                                .ipRange("10.1.2.0/24")
                                .gateway("10.1.0.1")
                                .auxiliaryAddresses("r", "10.1.0.9"))
                        .options("o", "p"))
                .enableIpv4(false)
                .enableIpv6(true)
                .options("com.docker.network.driver.mtu", "1400")
                .labels("a", "b")));

        engine.askedWithJson(
                "POST /v1.52/networks/create",
                "{\"Name\":\"front\",\"CheckDuplicate\":false,\"Driver\":\"overlay\",\"Scope\":\"swarm\",\"Internal\":false,"
                        + "\"Attachable\":true,\"Ingress\":false,\"ConfigOnly\":false,\"ConfigFrom\":{\"Network\":\"base\"},"
                        + "\"IPAM\":{\"Driver\":\"default\",\"Config\":[{\"Subnet\":\"10.1.0.0/16\",\"IPRange\":\"10.1.2.0/24\","
                        + "\"Gateway\":\"10.1.0.1\",\"AuxiliaryAddresses\":{\"r\":\"10.1.0.9\"}}],\"Options\":{\"o\":\"p\"}},"
                        + "\"EnableIPv4\":false,\"EnableIPv6\":true,\"Options\":{\"com.docker.network.driver.mtu\":\"1400\"},"
                        + "\"Labels\":{\"a\":\"b\"}}");
    }

    @Test
    void connectsAContainer() {
        engine.answers(200, "");
        engine.await(networks.connect("front", "web", e -> e.aliases("db")
                .gwPriority(0)
                .ipamConfig(EndpointIpamConfig.builder().ipv4Address("10.1.0.7").build())));
        engine.askedWithJson(
                "POST /v1.52/networks/front/connect",
                "{\"Container\":\"web\",\"EndpointConfig\":{\"IPAMConfig\":{\"IPv4Address\":\"10.1.0.7\"},"
                        + "\"Aliases\":[\"db\"],\"GwPriority\":0}}");
    }

    @Test
    void connectsAContainerAnyhow() {
        engine.answers(200, "");
        engine.await(networks.connect("front", "web"));
        engine.askedWithJson("POST /v1.52/networks/front/connect", "{\"Container\":\"web\",\"EndpointConfig\":{}}");
    }

    @Test
    void disconnectsAContainer() {
        engine.answers(200, "");
        engine.await(networks.disconnect("front", "web", true));
        engine.askedWithJson("POST /v1.52/networks/front/disconnect", "{\"Container\":\"web\",\"Force\":true}");
        engine.server.resetRequests();
        engine.await(networks.disconnect("front", "web"));
        engine.askedWithJson("POST /v1.52/networks/front/disconnect", "{\"Container\":\"web\",\"Force\":false}");
    }

    @Test
    void prunes() {
        engine.answers(200, "{\"NetworksDeleted\":[\"front\"]}");
        assertThat(engine.await(networks.prune(p -> p.filter("until", "10m"))).deleted())
                .containsExactly("front");
        engine.askedWithoutBody("POST /v1.52/networks/prune?filters=%7B%22until%22:%5B%2210m%22%5D%7D");
        engine.server.resetRequests();
        engine.answers(200, "{\"NetworksDeleted\":null}");
        assertThat(engine.await(networks.prune()).deleted()).isEmpty();
        engine.askedWithoutBody("POST /v1.52/networks/prune");
    }

    @Test
    void refusalsAreToldApart() {
        engine.answers(409, "{\"message\":\"network with name front already exists\"}");
        assertThatThrownBy(() -> engine.await(networks.create("front")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("already exists");
        engine.answers(403, "{\"message\":\"bridge is a pre-defined network and cannot be removed\"}");
        assertThatThrownBy(() -> engine.await(networks.remove("bridge"))).isInstanceOf(UnauthorizedException.class);
        engine.answers(404, "{\"message\":\"network front not found\"}");
        assertThatThrownBy(() -> engine.await(networks.inspect("front"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void fieldsThatTheEngineIsTooOldForAreNotSent() {
        try (HttpEngine old = new HttpEngine(new ApiVersion(1, 47))) {
            assertThatThrownBy(() -> old.await(old.docker.networks().create("front", n -> n.enableIpv4(true))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("EnableIPv4 needs API 1.48");
            assertThatThrownBy(() -> old.await(old.docker.networks().connect("front", "web", e -> e.gwPriority(1))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("EndpointConfig.GwPriority needs API 1.48");
            assertThat(old.server.getAllServeEvents()).isEmpty();
        }
    }
}

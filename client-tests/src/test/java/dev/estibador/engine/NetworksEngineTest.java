package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.ContainerSpec;
import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnauthorizedException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.EngineUnderTest;
import dev.estibador.matrix.Needs;
import dev.estibador.network.EndpointIpamConfig;
import dev.estibador.network.NetworkSpec;
import dev.estibador.network.NetworkSummary;
import dev.estibador.network.Networks;
import dev.estibador.stream.StreamSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworksEngineTest extends OverUnix {
    private final String mark = UUID.randomUUID().toString();
    private final String name = "estibador-" + mark;
    private Networks networks;

    @BeforeEach
    void networks() {
        networks = harbor.docker.networks();
    }

    @AfterEach
    void removeWhatIsLeft() {
        for (var left : await(networks.list(l -> l.filter("label", "test=" + mark)), LIMIT)) {
            for (String container :
                    await(networks.inspect(left.id()), LIMIT).containers().keySet()) {
                await(networks.disconnect(left.id(), container, true), LIMIT);
            }
            await(networks.remove(left.id()), LIMIT);
        }
    }

    private String make() {
        return await(networks.create(name, n -> n.labels("test", mark)), LIMIT).id();
    }

    @Test
    void aNetworkIsAsItWasAskedFor() {
        var made = await(
                networks.create(name, n -> n.driver("bridge")
                        .internal(true)
                        .labels("test", mark)
                        .options("com.docker.network.driver.mtu", "1400")
                        .ipam(i -> i.config(c -> c.subnet("10.213.0.0/16")
                                .ipRange("10.213.7.0/24")
                                .gateway("10.213.0.1")
                                .auxiliaryAddresses("router", "10.213.7.1")))),
                LIMIT);
        var details = await(networks.inspect(made.id(), i -> i.verbose(true).scope("local")), LIMIT);
        NetworkSummary network = details.summary();

        assertThat(network.id()).isEqualTo(made.id());
        assertThat(network.name()).isEqualTo(name);
        assertThat(network.internal()).isTrue();
        assertThat(network.scope()).isEqualTo("local");
        assertThat(network.created()).isNotNull();
        assertThat(network.options()).as("the maximum by either name").containsValue("1400");
        assertThat(network.ipam().config()).singleElement().satisfies(subnet -> {
            assertThat(subnet.subnet()).isEqualTo("10.213.0.0/16");
            assertThat(subnet.gateway()).isEqualTo("10.213.0.1");
            if (EngineUnderTest.can(Capability.SPECIFICATIONS)) {
                assertThat(subnet.ipRange()).isEqualTo("10.213.7.0/24");
                assertThat(subnet.auxiliaryAddresses()).containsEntry("router", "10.213.7.1");
            }
        });
        assertThat(details.containers()).isEmpty();
        assertThat(await(networks.list(l -> l.filter("name", name)), LIMIT)).containsExactly(network);
        await(networks.remove(name), LIMIT);
        assertThatThrownBy(() -> await(networks.inspect(name), LIMIT)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void containersMeetInANetworkByTheirAliases() {
        await(
                networks.create(name, n -> n.labels("test", mark).ipam(i -> i.config(c -> c.subnet("10.213.0.0/16")))),
                LIMIT);
        String server = harbor.idler();
        await(
                networks.connect(name, server, e -> e.aliases("well-known")
                        .ipamConfig(EndpointIpamConfig.builder()
                                .ipv4Address("10.213.0.9")
                                .build())),
                LIMIT);
        String client = harbor.create(
                c -> c.network(name).host(h -> h.capAdd("NET_RAW")).cmd("ping", "-c", "1", "-w", "20", "well-known"));
        await(harbor.docker.containers().start(client), LIMIT);

        assertThat(harbor.exitCode(client))
                .as(() -> harbor.logs(client, StreamSource.STDERR))
                .isZero();
        assertThat(await(networks.inspect(name), LIMIT).containers().get(server).ipv4Address())
                .isEqualTo("10.213.0.9/16");
        await(networks.disconnect(name, server), LIMIT);
        assertThat(await(networks.inspect(name), LIMIT).containers()).doesNotContainKey(server);
    }

    /** Engines before API 1.44 make a second one of that name unless told to look. */
    @Test
    @Needs(Capability.STATUSES)
    void aNameInUseIsAConflict() {
        make();
        assertThatThrownBy(this::make).isInstanceOf(ConflictException.class).hasMessageContaining(name);
    }

    @Test
    @Needs(Capability.NETWORK_TEMPLATES)
    void aNetworkTakesItsConfigurationFromAnother() {
        await(
                networks.create(name, n -> n.labels("test", mark)
                        .configOnly(true)
                        .ipam(i -> i.config(c -> c.subnet("10.213.0.0/16")))),
                LIMIT);
        String second = name + "-b";
        await(networks.create(second, n -> n.configFrom(name)), LIMIT);
        try {
            var network = await(networks.inspect(second), LIMIT).summary();
            assertThat(network.configFrom().network()).isEqualTo(name);
            assertThat(network.ipam().config()).singleElement().satisfies(subnet -> assertThat(subnet.subnet())
                    .isEqualTo("10.213.0.0/16"));
            assertThat(await(networks.inspect(name), LIMIT).summary().configOnly())
                    .isTrue();
        } finally {
            await(networks.remove(second), LIMIT);
        }
    }

    @Test
    void pruneRemovesWhatNobodyIsIn() {
        make();
        assertThat(await(networks.prune(p -> p.filter("label", "test=" + mark)), LIMIT)
                        .deleted())
                .containsExactly(name);
    }

    @Test
    @Needs(Capability.STATUSES)
    void theEnginesOwnNetworksStay() {
        assertThatThrownBy(() -> await(networks.remove("bridge"), LIMIT)).isInstanceOf(UnauthorizedException.class);
    }

    /** L35: a network, and a container in it, that are made of what inspect tells of others are the same. */
    @Test
    @Needs(Capability.SPECIFICATIONS)
    void inspectAndCreateLoseNothing() {
        await(
                networks.create(name, n -> n.internal(true)
                        .labels("test", mark)
                        .options("com.docker.network.driver.mtu", "1400")
                        .ipam(i -> i.config(c -> c.subnet("10.209.7.0/24").gateway("10.209.7.1")))),
                LIMIT);
        var containers = harbor.docker.containers();
        String id =
                harbor.create(c -> c.network(name, e -> e.aliases("web").ipamConfig(i -> i.ipv4Address("10.209.7.9"))));
        var network =
                NetworkSpec.like(await(networks.inspect(name), LIMIT).summary()).build();
        var container = await(containers.inspect(id), LIMIT);
        await(containers.remove(id), LIMIT);
        await(networks.remove(name), LIMIT);

        await(networks.create(network), LIMIT);
        String again = await(containers.create(ContainerSpec.like(container).build()), LIMIT)
                .id();
        assertThat(NetworkSpec.like(await(networks.inspect(name), LIMIT).summary())
                        .build())
                .isEqualTo(network);
        var endpoint = await(containers.inspect(again), LIMIT)
                .networkSettings()
                .networks()
                .get(name);
        assertThat(endpoint.aliases()).contains("web");
        assertThat(endpoint.ipamConfig())
                .isEqualTo(
                        EndpointIpamConfig.builder().ipv4Address("10.209.7.9").build());
    }
}

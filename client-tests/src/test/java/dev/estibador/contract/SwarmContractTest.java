package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ObjectVersion;
import dev.estibador.error.EngineFailureException;
import dev.estibador.swarm.Driver;
import dev.estibador.swarm.NodeAvailability;
import dev.estibador.swarm.Swarm;
import dev.estibador.swarm.SwarmConfig;
import dev.estibador.swarm.SwarmInit;
import dev.estibador.swarm.SwarmJoin;
import dev.estibador.swarm.UnlockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The swarm as a whole. L29, L30: names, explicit zeros and falses. */
class SwarmContractTest {
    private static final String SWARM = """
            {"ID":"abc","Version":{"Index":12},"CreatedAt":"2026-01-02T03:04:05.6Z","UpdatedAt":"0001-01-01T00:00:00Z",
             "Spec":{"Name":"default","Labels":{"a":"b"},"Orchestration":{"TaskHistoryRetentionLimit":5},
              "Raft":{"SnapshotInterval":10000,"KeepOldSnapshots":0,"LogEntriesForSlowFollowers":500,"ElectionTick":10,"HeartbeatTick":1},
              "Dispatcher":{"HeartbeatPeriod":5000000000},
              "CAConfig":{"NodeCertExpiry":7776000000000000,"ExternalCAs":[{"Protocol":"cfssl","URL":"https://ca","CACert":"pem"}],
               "SigningCACert":"cert","SigningCAKey":"private","ForceRotate":3},
              "TaskDefaults":{"LogDriver":{"Name":"local","Options":{"max-size":"1m"}}},"EncryptionConfig":{"AutoLockManagers":false}},
             "TLSInfo":{"TrustRoot":"root"},"RootRotationInProgress":false,"DefaultAddrPool":["10.0.0.0/8"],"SubnetSize":24,
             "DataPathPort":4789,"JoinTokens":{"Worker":"SWMTKN-w","Manager":"SWMTKN-m"}}""";

    private final HttpEngine engine = new HttpEngine();
    private final Swarm swarm = engine.docker.swarm();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void inspects() {
        engine.answers(200, SWARM);
        var details = engine.await(swarm.inspect());

        assertThat(details.cluster().id()).isEqualTo("abc");
        assertThat(details.cluster().version()).isEqualTo(new ObjectVersion(12));
        assertThat(details.cluster().createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.6Z"));
        assertThat(details.cluster().updatedAt()).isNull();
        assertThat(details.cluster().defaultAddressPool()).containsExactly("10.0.0.0/8");
        assertThat(details.cluster().tlsInfo().trustRoot()).isEqualTo("root");
        SwarmConfig config = details.cluster().spec();
        assertThat(config.raft().keepOldSnapshots()).isZero();
        assertThat(config.dispatcher().heartbeatPeriod()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.caConfig().nodeCertExpiry()).isEqualTo(Duration.ofDays(90));
        assertThat(config.caConfig().externalCas()).singleElement().satisfies(ca -> assertThat(ca.url())
                .isEqualTo("https://ca"));
        assertThat(config.caConfig().signingCaKey()).isEqualTo("private");
        assertThat(config.taskDefaults().logDriver()).isEqualTo(Driver.of("local", Map.of("max-size", "1m")));
        assertThat(details.joinTokens().worker()).isEqualTo("SWMTKN-w");
        assertThat(details.toString()).doesNotContain("SWMTKN", "private");
        engine.askedWithoutBody("GET /v1.45/swarm");
    }

    @Test
    void inits() {
        engine.answers(200, "\"7v2t\"\n");
        assertThat(engine.await(swarm.init("0.0.0.0:2377", i -> i.advertiseAddress("eth0:2377")
                        .dataPathAddress("eth1")
                        .dataPathPort(4790)
                        .defaultAddressPool("10.0.0.0/8", "10.1.0.0/16")
                        .forceNewCluster(false)
                        .subnetSize(25)
                        .spec(s -> s.autoLockManagers(false).taskHistoryRetentionLimit(-1))
                        .autoLockManagers(true)
                        .availability(NodeAvailability.DRAIN))))
                .isEqualTo("7v2t");
        engine.askedWithJson(
                "POST /v1.45/swarm/init",
                "{\"ListenAddr\":\"0.0.0.0:2377\",\"AdvertiseAddr\":\"eth0:2377\",\"DataPathAddr\":\"eth1\",\"DataPathPort\":4790,"
                        + "\"DefaultAddrPool\":[\"10.0.0.0/8\",\"10.1.0.0/16\"],\"ForceNewCluster\":false,\"SubnetSize\":25,"
                        + "\"Spec\":{\"Orchestration\":{\"TaskHistoryRetentionLimit\":-1},\"EncryptionConfig\":{\"AutoLockManagers\":false}},"
                        + "\"AutoLockManagers\":true,\"Availability\":\"drain\"}");
    }

    @Test
    void joins() {
        engine.answers(200, "");
        SwarmJoin join = SwarmJoin.of("0.0.0.0", "SWMTKN-1", "10.0.0.1:2377", "10.0.0.2")
                .advertiseAddress("eth0")
                .dataPathAddress("eth1")
                .availability(NodeAvailability.ACTIVE)
                .build();
        engine.await(swarm.join(join));

        assertThat(join.toString()).doesNotContain("SWMTKN");
        engine.askedWithJson(
                "POST /v1.45/swarm/join",
                "{\"ListenAddr\":\"0.0.0.0\",\"AdvertiseAddr\":\"eth0\",\"DataPathAddr\":\"eth1\","
                        + "\"RemoteAddrs\":[\"10.0.0.1:2377\",\"10.0.0.2\"],\"JoinToken\":\"SWMTKN-1\",\"Availability\":\"active\"}");
    }

    @Test
    void leaves() {
        engine.answers(200, "");
        engine.await(swarm.leave(true));
        engine.askedWithoutBody("POST /v1.45/swarm/leave?force=true");
    }

    @Test
    void leavesWithoutForce() {
        engine.answers(200, "");
        engine.await(swarm.leave(false));
        engine.askedWithoutBody("POST /v1.45/swarm/leave");
    }

    @Test
    void updatesAndRotates() {
        engine.answers(200, "");
        SwarmConfig config = SwarmConfig.builder()
                .name("default")
                .labels("a", "b")
                .raft(r -> r.snapshotInterval(1)
                        .keepOldSnapshots(0)
                        .logEntriesForSlowFollowers(2)
                        .electionTick(10)
                        .heartbeatTick(1))
                .heartbeatPeriod(Duration.ofSeconds(5))
                .caConfig(c -> c.nodeCertExpiry(Duration.ofHours(1))
                        .signingCaCert("cert")
                        .signingCaKey("key")
                        .forceRotate(0))
                .logDriver(Driver.of("local"))
                .build();
        engine.await(swarm.update(new ObjectVersion(7), config, o -> o.rotateWorkerToken(true)
                .rotateManagerToken(true)
                .rotateManagerUnlockKey(true)));

        assertThat(config.toString()).doesNotContain("key]", "signingCaKey=key");
        engine.askedWithJson(
                "POST /v1.45/swarm/update?version=7&rotateWorkerToken=true&rotateManagerToken=true&rotateManagerUnlockKey=true",
                "{\"Name\":\"default\",\"Labels\":{\"a\":\"b\"},\"Raft\":{\"SnapshotInterval\":1,\"KeepOldSnapshots\":0,"
                        + "\"LogEntriesForSlowFollowers\":2,\"ElectionTick\":10,\"HeartbeatTick\":1},"
                        + "\"Dispatcher\":{\"HeartbeatPeriod\":5000000000},\"CAConfig\":{\"NodeCertExpiry\":3600000000000,"
                        + "\"SigningCACert\":\"cert\",\"SigningCAKey\":\"key\",\"ForceRotate\":0},"
                        + "\"TaskDefaults\":{\"LogDriver\":{\"Name\":\"local\"}}}");
    }

    /** L35: what was inspected is what an update sends, but for what was changed. */
    @Test
    void updatesWhatWasInspected() {
        engine.answers(200, SWARM);
        var details = engine.await(swarm.inspect());
        engine.server.resetRequests();
        engine.answers(200, "");
        engine.await(swarm.update(details, c -> c.taskHistoryRetentionLimit(6)));

        String spec = SWARM.substring(SWARM.indexOf("{\"Name\""), SWARM.indexOf(",\n \"TLSInfo\""))
                .replace("Limit\":5", "Limit\":6");
        engine.askedWithTree("POST /v1.45/swarm/update?version=12", spec);
    }

    @Test
    void tellsTheUnlockKey() {
        engine.answers(200, "{\"UnlockKey\":\"SWMKEY-1\"}");
        UnlockKey key = engine.await(swarm.unlockKey());
        assertThat(key.value()).isEqualTo("SWMKEY-1");
        assertThat(key.toString()).doesNotContain("SWMKEY");
        engine.askedWithoutBody("GET /v1.45/swarm/unlockkey");
    }

    @Test
    void unlocks() {
        engine.answers(200, "");
        engine.await(swarm.unlock(UnlockKey.of("SWMKEY-1")));
        engine.askedWithJson("POST /v1.45/swarm/unlock", "{\"UnlockKey\":\"SWMKEY-1\"}");
    }

    @Test
    void anEngineThatIsNoManagerSaysSo() {
        engine.answers(503, "{\"message\":\"This node is not a swarm manager.\"}");
        assertThatThrownBy(() -> engine.await(swarm.inspect()))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageContaining("not a swarm manager")
                .extracting(e -> ((EngineFailureException) e).status())
                .isEqualTo(503);
    }

    /** The token must not show in an error either. */
    @Test
    void anErrorHoldsNoToken() {
        engine.answers(400, "{\"message\":\"invalid join token\"}");
        SwarmJoin join = SwarmJoin.of("0.0.0.0", "SWMTKN-1", "10.0.0.1").build();
        assertThatThrownBy(() -> engine.await(swarm.join(join)))
                .hasMessageContaining("invalid join token")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("SWMTKN-1"));
        assertThat(SwarmInit.of("eth0").build().toBuilder().build())
                .isEqualTo(SwarmInit.of("eth0").build());
    }
}

package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.ObjectVersion;
import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.volume.ClusterVolume.PublishState;
import dev.estibador.volume.ClusterVolumeAccessMode;
import dev.estibador.volume.ClusterVolumeAccessMode.Availability;
import dev.estibador.volume.ClusterVolumeAccessMode.BlockVolume;
import dev.estibador.volume.ClusterVolumeAccessMode.CapacityRange;
import dev.estibador.volume.ClusterVolumeAccessMode.MountVolume;
import dev.estibador.volume.ClusterVolumeAccessMode.PluginSecret;
import dev.estibador.volume.ClusterVolumeAccessMode.Scope;
import dev.estibador.volume.ClusterVolumeAccessMode.Sharing;
import dev.estibador.volume.ClusterVolumeAccessMode.TopologyRequirement;
import dev.estibador.volume.Topology;
import dev.estibador.volume.VolumeScope;
import dev.estibador.volume.Volumes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L29: what is not set is not sent, what is set is, also 0. L30: the names are the engine's. */
class VolumesContractTest {
    private final HttpEngine engine = new HttpEngine();
    private final Volumes volumes = engine.docker.volumes();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void listsThem() {
        engine.answers(200, """
                {"Volumes":[{"Name":"data","Driver":"local","Mountpoint":"/v/data","CreatedAt":"2026-01-02T03:04:05Z",
                   "Status":{"free":[1,2]},"Labels":{"a":"b"},"Scope":"local","Options":null,"UsageData":{"Size":-1,"RefCount":2}}],
                 "Warnings":["nfs is slow"]}""");
        var list = engine.await(volumes.list(l -> l.filter("dangling", "true").filter("name", "da")));

        engine.askedWithoutBody(
                "GET /v1.45/volumes?filters=%7B%22dangling%22:%5B%22true%22%5D,%22name%22:%5B%22da%22%5D%7D");
        assertThat(list.warnings()).containsExactly("nfs is slow");
        var data = list.volumes().get(0);
        assertThat(data.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(data.status()).containsEntry("free", List.of(1, 2));
        assertThat(data.scope()).isEqualTo(VolumeScope.LOCAL);
        assertThat(data.options()).isEmpty();
        assertThat(data.usageData().refCount()).isEqualTo(2);
    }

    @Test
    void listsNone() {
        engine.answers(200, "{\"Volumes\":null,\"Warnings\":null}");
        assertThat(engine.await(volumes.list()).volumes()).isEmpty();
        engine.askedWithoutBody("GET /v1.45/volumes");
    }

    @Test
    void makesOne() {
        engine.answers(201, "{\"Name\":\"data\",\"Driver\":\"nfs\",\"Scope\":\"galactic\"}");
        var made = engine.await(volumes.create(
                v -> v.name("data").driver("nfs").driverOpts("type", "nfs4").labels("a", "b")));
        assertThat(made.scope()).as("L32").hasToString("galactic");
        engine.askedWithJson(
                "POST /v1.45/volumes/create",
                "{\"Name\":\"data\",\"Driver\":\"nfs\",\"DriverOpts\":{\"type\":\"nfs4\"},\"Labels\":{\"a\":\"b\"}}");
    }

    @Test
    void makesOneWithoutAName() {
        engine.answers(201, "{\"Name\":\"0123\"}");
        assertThat(engine.await(volumes.create(v -> {})).name()).isEqualTo("0123");
        engine.askedWithJson("POST /v1.45/volumes/create", "{}");
    }

    @Test
    void makesOneOfTheSwarm() {
        engine.answers(201, "{\"Name\":\"data\"}");
        engine.await(volumes.create(
                v -> v.name("data").clusterVolumeSpec(c -> c.group("g").accessMode(a -> a.scope(Scope.MULTI)
                        .sharing(Sharing.ONEWRITER)
                        .mountVolume(MountVolume.of("ext4", "noatime"))
                        .secrets(new PluginSecret("token", "s1"))
                        .accessibilityRequirements(new TopologyRequirement(
                                List.of(new Topology(Map.of("zone", "z1"))),
                                List.of(new Topology(Map.of("zone", "z2")))))
                        .capacityRange(new CapacityRange(0L, 1L << 40))
                        .availability(Availability.ACTIVE)))));
        engine.askedWithJson(
                "POST /v1.45/volumes/create",
                "{\"Name\":\"data\",\"ClusterVolumeSpec\":{\"Group\":\"g\",\"AccessMode\":{\"Scope\":\"multi\","
                        + "\"Sharing\":\"onewriter\",\"MountVolume\":{\"FsType\":\"ext4\",\"MountFlags\":[\"noatime\"]},"
                        + "\"Secrets\":[{\"Key\":\"token\",\"Secret\":\"s1\"}],\"AccessibilityRequirements\":"
                        + "{\"Requisite\":[{\"Segments\":{\"zone\":\"z1\"}}],\"Preferred\":[{\"Segments\":{\"zone\":\"z2\"}}]},"
                        + "\"CapacityRange\":{\"RequiredBytes\":0,\"LimitBytes\":1099511627776},\"Availability\":\"active\"}}}");
    }

    @Test
    void inspectsThem() {
        engine.answers(200, """
                {"Name":"data","ClusterVolume":{"ID":"v1","Version":{"Index":18446744073709551615},
                   "CreatedAt":"2026-01-02T03:04:05Z","UpdatedAt":"2026-01-02T03:04:06Z",
                   "Spec":{"Group":"","AccessMode":{"Scope":"single","BlockVolume":{}}},
                   "Info":{"CapacityBytes":5000000000,"VolumeContext":{"c":"d"},"VolumeID":"p1",
                     "AccessibleTopology":[{"Segments":{"zone":"z1"}}]},
                   "PublishStatus":[{"NodeID":"n1","State":"pending-node-unpublish","PublishContext":{"e":"f"}}]}}""");
        var cluster = engine.await(volumes.inspect("data")).clusterVolume();

        engine.askedWithoutBody("GET /v1.45/volumes/data");
        assertThat(Long.toUnsignedString(cluster.version().index())).isEqualTo("18446744073709551615");
        assertThat(cluster.spec().accessMode().blockVolume()).isEqualTo(new BlockVolume());
        assertThat(cluster.spec().accessMode().mountVolume()).isNull();
        assertThat(cluster.info().capacityBytes()).isEqualTo(5_000_000_000L);
        assertThat(cluster.info().accessibleTopology()).containsExactly(new Topology(Map.of("zone", "z1")));
        assertThat(cluster.publishStatus()).singleElement().satisfies(on -> {
            assertThat(on.nodeId()).isEqualTo("n1");
            assertThat(on.state()).isEqualTo(PublishState.PENDING_NODE_UNPUBLISH);
            assertThat(on.publishContext()).containsEntry("e", "f");
        });
    }

    @Test
    void updatesOneOfTheSwarm() {
        engine.answers(200, "");
        engine.await(volumes.update(
                "data",
                new ObjectVersion(-1),
                c -> c.accessMode(ClusterVolumeAccessMode.builder()
                        .blockVolume(new BlockVolume())
                        .availability(Availability.DRAIN)
                        .build())));
        engine.askedWithJson(
                "PUT /v1.45/volumes/data?version=18446744073709551615",
                "{\"Spec\":{\"AccessMode\":{\"BlockVolume\":{},\"Availability\":\"drain\"}}}");
    }

    @Test
    void removesThem() {
        engine.answers(204, "");
        engine.await(volumes.remove("data"));
        engine.askedWithoutBody("DELETE /v1.45/volumes/data");
        engine.server.resetRequests();
        engine.await(volumes.remove("data", true));
        engine.askedWithoutBody("DELETE /v1.45/volumes/data?force=true");
    }

    @Test
    void prunes() {
        engine.answers(200, "{\"VolumesDeleted\":[\"data\"],\"SpaceReclaimed\":5000000000}");
        var pruned = engine.await(volumes.prune(p -> p.filter("all", "true")));
        assertThat(pruned.deleted()).containsExactly("data");
        assertThat(pruned.spaceReclaimed()).isEqualTo(5_000_000_000L);
        engine.askedWithoutBody("POST /v1.45/volumes/prune?filters=%7B%22all%22:%5B%22true%22%5D%7D");
        engine.server.resetRequests();
        engine.await(volumes.prune());
        engine.askedWithoutBody("POST /v1.45/volumes/prune");
    }

    @Test
    void refusalsAreToldApart() {
        engine.answers(409, "{\"message\":\"volume is in use\"}");
        assertThatThrownBy(() -> engine.await(volumes.remove("data"))).isInstanceOf(ConflictException.class);
        engine.answers(404, "{\"message\":\"no such volume\"}");
        assertThatThrownBy(() -> engine.await(volumes.inspect("data"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void volumesOfTheSwarmNeedApi142() {
        try (HttpEngine old = new HttpEngine(new ApiVersion(1, 41))) {
            Volumes volumes = old.docker.volumes();
            assertThatThrownBy(() -> old.await(volumes.create(v -> v.clusterVolumeSpec(c -> c.group("g")))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("ClusterVolumeSpec needs API 1.42");
            assertThatThrownBy(() -> old.await(volumes.update("data", new ObjectVersion(1), c -> {})))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("this call needs API 1.42");
            assertThat(old.server.getAllServeEvents()).isEmpty();
        }
    }
}

package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.container.Isolation;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.UnauthorizedException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.BuildCache;
import dev.estibador.swarm.GenericResource;
import dev.estibador.swarm.LocalNodeState;
import dev.estibador.system.DiskUsageType;
import dev.estibador.system.EngineInfo.CgroupDriver;
import dev.estibador.system.EngineInfo.CgroupVersion;
import dev.estibador.system.Event;
import dev.estibador.system.EventScope;
import dev.estibador.system.EventType;
import dev.estibador.system.SystemInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine tells of itself and of registries. L29, L30, L33: names, explicit values, 64 bits. */
class SystemOperationsContractTest {
    private final HttpEngine engine = new HttpEngine(new ApiVersion(1, 52));
    private final SystemInfo system = engine.docker.system();

    @AfterEach
    void close() {
        engine.close();
    }

    @Nested
    class Login {
        private final RegistryAuth ann = RegistryAuth.of("ann", "secret").at("registry:5000");

        @Test
        void sendsTheUserInTheBodyAndTakesAToken() {
            engine.answers(200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"9cbaf023\"}");
            var loggedIn = engine.await(system.login(ann));
            engine.askedWithJson(
                    "POST /v1.52/auth",
                    "{\"username\":\"ann\",\"password\":\"secret\",\"serveraddress\":\"registry:5000\"}");
            assertThat(loggedIn.identityToken()).isEqualTo("9cbaf023");
            assertThat(loggedIn.toString()).contains("Login Succeeded").doesNotContain("9cbaf023");
        }

        @Test
        void isDoneWhereTheEngineSaysNothing() {
            engine.answers(aResponse().withStatus(204));
            assertThat(engine.await(system.login(ann)).identityToken()).isNull();
        }

        @Test
        void ofAnyoneElseIsUnauthorizedAndRepeatsNoPassword() {
            engine.answers(401, "{\"message\":\"unauthorized: incorrect username or password\"}");
            assertThatThrownBy(() -> engine.await(system.login(ann)))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining("incorrect username")
                    .hasMessageNotContaining("secret");
        }
    }

    @Nested
    class Info {
        @Test
        void tellsAllThatThereIs() {
            engine.answers(200, """
                    {"ID":"e1","Containers":14,"NCPU":4,"MemTotal":9007199254740993,"DriverStatus":[["Backing","ext4"],["d",null]],
                     "Plugins":{"Volume":["local"],"Network":["bridge"],"Authorization":null,"Log":["json-file"]},
                     "KernelMemory":true,"KernelMemoryTCP":false,"BridgeNfIptables":true,"BridgeNfIp6tables":false,
                     "NFd":64,"NGoroutines":174,"SystemTime":"2026-01-02T03:04:05.678901234+01:00","CgroupDriver":"systemd",
                     "CgroupVersion":"2","NEventsListener":30,"OSVersion":"12","HttpProxy":"http://xxxxx:xxxxx@proxy:3128",
                     "RegistryConfig":{"AllowNondistributableArtifactsCIDRs":["::1/128"],"InsecureRegistryCIDRs":["127.0.0.0/8"],
                       "IndexConfigs":{"docker.io":{"Name":"docker.io","Mirrors":[],"Secure":true,"Official":true}},"Mirrors":null},
                     "GenericResources":[{"DiscreteResourceSpec":{"Kind":"SSD","Value":3}},
                       {"NamedResourceSpec":{"Kind":"GPU","Value":"UUID1"}}],
                     "ClusterStore":"consul","Runtimes":{"runc":{"path":"runc","runtimeArgs":["--debug"],"status":{"o":"{}"}}},
                     "Swarm":{"NodeID":"n1","NodeAddr":"10.0.0.46","LocalNodeState":"active","ControlAvailable":true,"Error":"",
                       "RemoteManagers":[{"NodeID":"n2","Addr":"10.0.0.47:2377"}],"Nodes":4,"Managers":3,
                       "Cluster":{"ID":"s1","Version":{"Index":18446744073709551615},"CreatedAt":"2026-01-02T03:04:05Z",
                         "Spec":{"Name":"default"},"TLSInfo":{"TrustRoot":"PEM","CertIssuerSubject":"Qw==","CertIssuerPublicKey":"TQ=="},
                         "RootRotationInProgress":false,"DataPathPort":4789,"DefaultAddrPool":["10.10.0.0/16"],"SubnetSize":24}},
                     "Isolation":"hyperv","RuncCommit":{"ID":"a","Expected":"b"},"SecurityOptions":["name=seccomp,profile=default"],
                     "DefaultAddressPools":[{"Base":"10.10.0.0/16","Size":24}],
                     "FirewallBackend":{"Driver":"nftables","Info":[["ReloadedAt","now"]]},
                     "DiscoveredDevices":[{"Source":"cdi","ID":"vendor.com/gpu=0"}],"NRI":{"Info":[["plugin-path","/p"]]},
                     "Warnings":["No swap limit"],"CDISpecDirs":["/etc/cdi"],
                     "Containerd":{"Address":"/c.sock","Namespaces":{"Containers":"moby","Plugins":"plugins.moby"}}}""");
            var info = engine.await(system.info());

            engine.askedWithoutBody("GET /v1.52/info");
            assertThat(info.id()).isEqualTo("e1");
            assertThat(info.memTotal()).isEqualTo(9007199254740993L);
            assertThat(info.driverStatus()).startsWith(List.of("Backing", "ext4"));
            assertThat(info.plugins().volume()).containsExactly("local");
            assertThat(info.plugins().authorization()).isEmpty();
            assertThat(info.kernelMemoryTcp()).isFalse();
            assertThat(info.bridgeNfIptables()).isTrue();
            assertThat(info.systemTime()).isEqualTo(Instant.parse("2026-01-02T02:04:05.678901234Z"));
            assertThat(info.cgroupDriver()).isEqualTo(CgroupDriver.SYSTEMD);
            assertThat(info.cgroupVersion()).isEqualTo(CgroupVersion.V2);
            assertThat(info.registryConfig().insecureRegistryCidrs()).containsExactly("127.0.0.0/8");
            assertThat(info.registryConfig().indexConfigs().get("docker.io").official())
                    .isTrue();
            assertThat(info.genericResources())
                    .containsExactly(GenericResource.discrete("SSD", 3), GenericResource.named("GPU", "UUID1"));
            assertThat(info.runtimes().get("runc").runtimeArgs()).containsExactly("--debug");
            assertThat(info.isolation()).isEqualTo(Isolation.HYPERV);
            assertThat(info.runcCommit().expected()).isEqualTo("b");
            assertThat(info.defaultAddressPools().get(0).size()).isEqualTo(24);
            assertThat(info.firewallBackend().info()).containsExactly(List.of("ReloadedAt", "now"));
            assertThat(info.discoveredDevices().get(0).id()).isEqualTo("vendor.com/gpu=0");
            assertThat(info.nri().info()).containsExactly(List.of("plugin-path", "/p"));
            assertThat(info.containerd().namespaces().plugins()).isEqualTo("plugins.moby");
            var swarm = info.swarm();
            assertThat(swarm.localNodeState()).isEqualTo(LocalNodeState.ACTIVE);
            assertThat(swarm.remoteManagers().get(0).address()).isEqualTo("10.0.0.47:2377");
            assertThat(swarm.managers()).isEqualTo(3);
            assertThat(swarm.cluster().tlsInfo().trustRoot()).isEqualTo("PEM");
            assertThat(swarm.cluster().dataPathPort()).isEqualTo(4789);
            assertThat(swarm.cluster().version().index()).as("unsigned").isEqualTo(-1);
        }

        /** L34. */
        @Test
        void isReadAlsoWhereItIsNearlyEmpty() {
            engine.answers(
                    200,
                    "{\"ID\":\"\",\"SystemTime\":\"\",\"Isolation\":\"\",\"Warnings\":null,\"GenericResources\":null,"
                            + "\"Swarm\":{\"NodeID\":\"\",\"LocalNodeState\":\"\",\"RemoteManagers\":null,"
                            + "\"Cluster\":{\"Version\":{}}}}");
            var info = engine.await(system.info());
            assertThat(info.systemTime()).isNull();
            assertThat(info.warnings()).isEmpty();
            assertThat(info.swarm().localNodeState()).isEqualTo(LocalNodeState.UNKNOWN);
            assertThat(info.swarm().nodes()).isNull();
            assertThat(info.swarm().cluster().version().index()).isZero();
        }
    }

    @Nested
    class Events {
        private List<Event> all() {
            List<Event> all = new ArrayList<>();
            engine.await(system.events(e -> e.since(Instant.ofEpochSecond(7, 5))
                            .until(Instant.ofEpochSecond(8))
                            .filter("type", "container"))
                    .forEach(all::add));
            return all;
        }

        @Test
        void areFollowedFromOneTimeToAnother() {
            engine.answers(200, """
                    {"status":"create","id":"c1","from":"busybox","Type":"container","Action":"create",
                     "Actor":{"ID":"c1","Attributes":{"image":"busybox","name":"web"}},
                     "scope":"local","time":1767323045,"timeNano":1767323045678901234}
                    {"Type":"pod","Action":"sync","Actor":{"ID":"n1","Attributes":null},"scope":"swarm","time":1767323045}
                    {"Type":"image","Action":"pull","time":-62135596800,"timeNano":-6795364578871345152}""");
            List<Event> events = all();

            engine.askedWithoutBody("GET /v1.52/events?since=7.000000005&until=8.000000000"
                    + "&filters=%7B%22type%22:%5B%22container%22%5D%7D");
            Event created = events.get(0);
            assertThat(created.type()).isEqualTo(EventType.CONTAINER);
            assertThat(created.actor().id()).isEqualTo("c1");
            assertThat(created.actor().attributes()).containsEntry("name", "web");
            assertThat(created.scope()).isEqualTo(EventScope.LOCAL);
            assertThat(created.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
            assertThat(created.at()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901234Z"));
            Event strange = events.get(1);
            assertThat(strange.type()).as("L32").hasToString("pod");
            assertThat(strange.at()).isEqualTo(strange.time());
            assertThat(events.get(2).at()).as("Go's zero time").isNull();
        }

        @Test
        void areAllFollowedWhereNothingIsSaid() {
            engine.answers(200, "");
            engine.await(system.events().forEach(event -> {}));
            engine.askedWithoutBody("GET /v1.52/events");
        }

        /** API 1.52 sends {@code application/jsonl}, and {@code json-seq} puts 0x1E before each. */
        @ParameterizedTest
        @CsvSource({"application/jsonl,''", "application/x-ndjson,''", "application/json-seq,'\u001e'"})
        void comeInLinesAndInRecords(String form, String before) {
            engine.answers(aResponse()
                    .withHeader("Content-Type", form)
                    .withBody(before + "{\"Action\":\"start\"}\n" + before + "{\"Action\":\"die\"}\n"));
            assertThat(all()).extracting(Event::action).containsExactly("start", "die");
        }

        /** L15. */
        @ParameterizedTest
        @CsvSource({
            "start, start,",
            "exec_create: sh -c 'echo a: b', exec_create, sh -c 'echo a: b'",
            "health_status: healthy, health_status, healthy",
            "exec_start:, exec_start, ''",
        })
        void tellTheirVerbFromItsDetail(String action, String verb, String detail) {
            Event event = new Event(null, action, null, null, null, null);
            assertThat(event.verb()).isEqualTo(verb);
            assertThat(event.detail()).isEqualTo(detail);
        }

        @Test
        void areRefusedWhereTheTimesAreCrossed() {
            engine.answers(400, "{\"message\":\"`since` time cannot be after `until` time\"}");
            assertThatThrownBy(this::all).isInstanceOf(BadRequestException.class);
        }
    }

    @Nested
    class Df {
        @Test
        void readsTheListsOfOlderEngines() {
            engine.answers(200, """
                    {"LayersSize":5000000000,"Images":[{"Id":"i1"}],"Containers":[{"Id":"c1","SizeRw":7}],
                     "Volumes":[{"Name":"v1","UsageData":{"Size":3,"RefCount":-1}}],
                     "BuildCache":[{"ID":"b1","Parent":"b0","Type":"regular","Description":"RUN x","InUse":false,"Shared":true,
                       "Size":51,"CreatedAt":"2026-01-02T03:04:05Z","LastUsedAt":null,"UsageCount":26}]}""");
            var usage = engine.await(system.df());

            engine.askedWithoutBody("GET /v1.52/system/df");
            assertThat(usage.layersSize()).isEqualTo(5_000_000_000L);
            assertThat(usage.images()).hasSize(1);
            assertThat(usage.containers().get(0).sizeRw()).isEqualTo(7);
            assertThat(usage.volumes().get(0).usageData().size()).isEqualTo(3);
            assertThat(usage.buildCache()).singleElement().satisfies(cache -> {
                assertThat(cache.parent()).isEqualTo("b0");
                assertThat(cache.type()).isEqualTo(BuildCache.Type.REGULAR);
                assertThat(cache.lastUsedAt()).isNull();
                assertThat(cache.usageCount()).isEqualTo(26);
            });
            assertThat(usage.imageUsage()).isNull();
        }

        @Test
        void readsTheSumsOfNewerEngines() {
            engine.answers(200, """
                    {"ImageUsage":{"ActiveCount":1,"TotalCount":4,"Reclaimable":12345678,"TotalSize":98765432,"Items":[{"Id":"i1"}]},
                     "ContainerUsage":{"Items":[{"Id":"c1"}]},"VolumeUsage":{"Items":[{"Name":"v1"}]},
                     "BuildCacheUsage":{"TotalCount":1,"Items":[{"ID":"b1"," Parents":["b0"],"Type":"source.local"},
                       {"ID":"b2","Parents":["b1"]}]}}""");
            var usage = engine.await(system.df(
                    d -> d.types(DiskUsageType.IMAGE, DiskUsageType.BUILD_CACHE).verbose(true)));

            engine.askedWithoutBody("GET /v1.52/system/df?type=image&type=build-cache&verbose=true");
            assertThat(usage.imageUsage().reclaimable()).isEqualTo(12345678);
            assertThat(usage.imageUsage().items().get(0).id()).isEqualTo("i1");
            assertThat(usage.containerUsage().items().get(0).id()).isEqualTo("c1");
            assertThat(usage.volumeUsage().items().get(0).name()).isEqualTo("v1");
            assertThat(usage.buildCacheUsage().items())
                    .extracting(BuildCache::parents)
                    .as("Go's tag has a space before it")
                    .containsExactly(List.of("b0"), List.of("b1"));
            assertThat(usage.images()).isEmpty();
        }

        @Test
        void isAskedOnlyWhatTheEngineKnows() {
            try (HttpEngine old = new HttpEngine(new ApiVersion(1, 41))) {
                assertThatThrownBy(() -> old.await(old.docker.system().df(d -> d.types(DiskUsageType.VOLUME))))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageContaining("type needs API 1.42");
                assertThatThrownBy(() -> old.await(old.docker.system().df(d -> d.verbose(true))))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageContaining("verbose needs API 1.52");
                assertThat(old.server.getAllServeEvents()).isEmpty();
            }
        }
    }

    @Nested
    class Distribution {
        @Test
        void tellsWhatTheRegistryHas() {
            engine.answers(200, """
                    {"Descriptor":{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"sha256:d","size":3987495},
                     "Platforms":[{"architecture":"arm64","os":"linux","variant":"v8"}]}""");
            var image = engine.await(system.distribution("registry:5000/acme/app:1", RegistryAuth.of("ann", "secret")));

            var request = engine.asked("GET /v1.52/distribution/registry:5000/acme/app:1/json");
            assertThat(new String(
                            Base64.getUrlDecoder().decode(request.getHeader("X-Registry-Auth")),
                            StandardCharsets.UTF_8))
                    .isEqualTo("{\"username\":\"ann\",\"password\":\"secret\"}");
            assertThat(image.descriptor().size()).isEqualTo(3987495);
            assertThat(image.platforms()).singleElement().hasToString("linux/arm64/v8");
        }

        @Test
        void asksAsNobody() {
            engine.answers(200, "{\"Descriptor\":{},\"Platforms\":null}");
            assertThat(engine.await(system.distribution("busybox")).platforms()).isEmpty();
            assertThat(engine.asked("GET /v1.52/distribution/busybox/json").containsHeader("X-Registry-Auth"))
                    .isFalse();
        }

        @Test
        void isUnauthorizedForWhatMayNotBeSeen() {
            engine.answers(403, "{\"message\":\"errors: denied\"}");
            assertThatThrownBy(() -> engine.await(system.distribution("acme/app")))
                    .isInstanceOf(UnauthorizedException.class);
        }
    }
}

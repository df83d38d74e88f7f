package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.container.Isolation;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.error.ConflictException;
import dev.estibador.swarm.AppArmorMode;
import dev.estibador.swarm.ConfigReference;
import dev.estibador.swarm.Driver;
import dev.estibador.swarm.FileTarget;
import dev.estibador.swarm.GenericResource;
import dev.estibador.swarm.NetworkAttachmentConfig;
import dev.estibador.swarm.NodePlatform;
import dev.estibador.swarm.Placement.Preference;
import dev.estibador.swarm.PortConfig;
import dev.estibador.swarm.Privileges.AppArmor;
import dev.estibador.swarm.Privileges.CredentialSpec;
import dev.estibador.swarm.Privileges.Seccomp;
import dev.estibador.swarm.PublishMode;
import dev.estibador.swarm.RegistryAuthSource;
import dev.estibador.swarm.ResolutionMode;
import dev.estibador.swarm.RestartCondition;
import dev.estibador.swarm.SecretReference;
import dev.estibador.swarm.Service;
import dev.estibador.swarm.ServiceMode;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.Services;
import dev.estibador.swarm.TaskContainerSpec;
import dev.estibador.swarm.TaskSpec.NetworkAttachmentSpec;
import dev.estibador.swarm.TaskSpec.Privilege;
import dev.estibador.swarm.UpdateFailureAction;
import dev.estibador.swarm.UpdateOrder;
import dev.estibador.swarm.UpdateState;
import dev.estibador.volume.Mount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services of a swarm. L29, L30, L35: names, explicit zeros, and what was read can be written. */
class ServicesContractTest {
    /** As engines write it: {@code Healthcheck}, and the plugin's fields in small letters, against the reference. */
    private static final String SPEC = """
            {"Name":"web","Labels":{"a":"b"},
             "TaskTemplate":{"ContainerSpec":{"Image":"nginx@sha256:1","Labels":{"c":"d"},"Command":["sh"],"Args":["-c","x"],"Hostname":"h",
               "Env":["A=b"],"Dir":"/d","User":"1:2","Groups":["7"],
               "Privileges":{"CredentialSpec":{"Config":"c","File":"","Registry":""},
                "SELinuxContext":{"Disable":true,"User":"u","Role":"r","Type":"t","Level":"l"},
                "Seccomp":{"Mode":"custom","Profile":"e30="},"AppArmor":{"Mode":"disabled"},"NoNewPrivileges":false},
               "TTY":false,"OpenStdin":false,"ReadOnly":true,"Mounts":[{"Type":"volume","Source":"v","Target":"/v"}],"StopSignal":"INT",
               "StopGracePeriod":10000000000,"HealthCheck":{"Test":["NONE"]},"Hosts":["1.2.3.4 db"],
               "DNSConfig":{"Nameservers":["1.1.1.1"],"Search":["x"],"Options":["ndots:3"]},
               "Secrets":[{"File":{"Name":"s","UID":"0","GID":"0","Mode":292},"SecretID":"sid","SecretName":"s"}],
               "Configs":[{"File":{"Name":"/c","UID":"1","GID":"2","Mode":0},"ConfigID":"cid","ConfigName":"c"},
                {"Runtime":{},"ConfigID":"rid","ConfigName":"r"}],
               "Isolation":"default","Init":false,"Sysctls":{"net.core.somaxconn":"9"},"CapabilityAdd":["CAP_NET_RAW"],
               "CapabilityDrop":["CAP_MKNOD"],"Ulimits":[{"Name":"core","Soft":0,"Hard":0}]},
              "PluginSpec":{"Name":"p","Remote":"r","Disabled":false,"Privileges":[{"Name":"network","Description":"d","Value":["host"]}],
               "Env":["A=b"]},
              "NetworkAttachmentSpec":{"ContainerID":"cid"},
              "Resources":{"Limits":{"NanoCPUs":1,"MemoryBytes":2,"Pids":0},
               "Reservations":{"NanoCPUs":3,"MemoryBytes":4,"GenericResources":[{"NamedResourceSpec":{"Kind":"GPU","Value":"1"}},
                {"DiscreteResourceSpec":{"Kind":"SSD","Value":3}}]}},
              "RestartPolicy":{"Condition":"any","Delay":5,"MaxAttempts":0,"Window":7},
              "Placement":{"Constraints":["node.role==manager"],"Preferences":[{"Spread":{"SpreadDescriptor":"node.labels.z"}}],
               "MaxReplicas":2,"Platforms":[{"Architecture":"amd64","OS":"linux"}]},
              "ForceUpdate":0,"Runtime":"container","Networks":[{"Target":"n","Aliases":["w"],"DriverOpts":{"o":"p"}}],
              "LogDriver":{"Name":"local","Options":{"max-size":"1m"}}},
             "Mode":{"Global":{}},
             "UpdateConfig":{"Parallelism":0,"Delay":1,"FailureAction":"rollback","Monitor":2,"MaxFailureRatio":0.5,"Order":"start-first"},
             "RollbackConfig":{"Parallelism":1,"FailureAction":"pause","MaxFailureRatio":0,"Order":"stop-first"},
             "Networks":[{"Target":"old"}],
             "EndpointSpec":{"Mode":"vip","Ports":[{"Name":"p","Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress"}]}}""";

    private static final String SERVICE =
            "{\"ID\":\"abc\",\"Version\":{\"Index\":9},\"CreatedAt\":\"2026-01-02T03:04:05Z\",\"Spec\":"
                    + SPEC + ",\"PreviousSpec\":{\"Name\":\"before\"},"
                    + "\"Endpoint\":{\"Spec\":{\"Mode\":\"vip\"},\"Ports\":[{\"TargetPort\":80}],\"VirtualIPs\":[{\"NetworkID\":\"n\",\"Addr\":\"10.0.0.2/24\"}]},"
                    + "\"UpdateStatus\":{\"State\":\"rollback_completed\",\"StartedAt\":\"2026-01-02T03:04:05Z\",\"CompletedAt\":\"2026-01-02T03:04:06Z\",\"Message\":\"m\"},"
                    + "\"ServiceStatus\":{\"RunningTasks\":1,\"DesiredTasks\":2,\"CompletedTasks\":3},"
                    + "\"JobStatus\":{\"JobIteration\":{\"Index\":4},\"LastExecution\":\"2026-01-02T03:04:05Z\"}}";

    private final HttpEngine engine = new HttpEngine();
    private final Services services = engine.docker.services();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void lists() {
        engine.answers(200, "[" + SERVICE + "]");
        Service service = engine.await(
                        services.list(l -> l.filter("name", "web").status(true)))
                .get(0);

        assertThat(service.previousSpec().name()).isEqualTo("before");
        assertThat(service.endpoint().virtualIps()).singleElement().satisfies(ip -> assertThat(ip.address())
                .isEqualTo("10.0.0.2/24"));
        assertThat(service.endpoint().ports()).singleElement().satisfies(port -> assertThat(port.targetPort())
                .isEqualTo(80));
        assertThat(service.updateStatus().state()).isEqualTo(UpdateState.ROLLBACK_COMPLETED);
        assertThat(service.updateStatus().completedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:06Z"));
        assertThat(service.serviceStatus()).isEqualTo(new Service.ServiceStatus(1L, 2L, 3L));
        assertThat(service.jobStatus().jobIteration()).isEqualTo(new ObjectVersion(4));
        engine.askedWithoutBody("GET /v1.45/services?filters=%7B%22name%22:%5B%22web%22%5D%7D&status=true");
    }

    @Test
    void createsWhatPeopleTypeEveryDay() {
        engine.answers(201, "{\"ID\":\"abc\",\"Warnings\":[\"no digest\"]}");
        var created = engine.await(services.create("nginx", s -> s.name("web")
                .label("tier", "front")
                .args("-g", "daemon off;")
                .env("A", "b")
                .replicas(3)
                .publish(8080, 80)
                .publish(PortConfig.of(53).publishMode(PublishMode.HOST).build())
                .network("back", n -> n.aliases("w"))
                .mount(Mount.volume("v", "/v"))
                .secret(SecretReference.of("sid", "token"))
                .config(ConfigReference.of(
                        "cid", "nginx.conf", FileTarget.of("/etc/nginx.conf").build()))));

        assertThat(created.id()).isEqualTo("abc");
        assertThat(created.warnings()).containsExactly("no digest");
        engine.askedWithJson(
                "POST /v1.45/services/create",
                "{\"Name\":\"web\",\"Labels\":{\"tier\":\"front\"},\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"nginx\","
                        + "\"Args\":[\"-g\",\"daemon off;\"],\"Env\":[\"A=b\"],"
                        + "\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"v\",\"Target\":\"/v\"}],"
                        + "\"Secrets\":[{\"File\":{\"Name\":\"token\",\"UID\":\"0\",\"GID\":\"0\",\"Mode\":292},"
                        + "\"SecretID\":\"sid\",\"SecretName\":\"token\"}],"
                        + "\"Configs\":[{\"File\":{\"Name\":\"/etc/nginx.conf\",\"UID\":\"0\",\"GID\":\"0\",\"Mode\":292},"
                        + "\"ConfigID\":\"cid\",\"ConfigName\":\"nginx.conf\"}]},"
                        + "\"Networks\":[{\"Target\":\"back\",\"Aliases\":[\"w\"]}]},\"Mode\":{\"Replicated\":{\"Replicas\":3}},"
                        + "\"EndpointSpec\":{\"Ports\":[{\"Protocol\":\"tcp\",\"TargetPort\":80,\"PublishedPort\":8080},"
                        + "{\"Protocol\":\"tcp\",\"TargetPort\":53,\"PublishMode\":\"host\"}]}}");
    }

    @Test
    void createsWithCredentials() {
        engine.answers(201, "{\"ID\":\"abc\",\"Warnings\":null}");
        var created =
                engine.await(services.create(ServiceSpec.of("r/x").global().build(), RegistryAuth.of("me", "secret")));
        assertThat(created.warnings()).isEmpty();
        String header = engine.asked("POST /v1.45/services/create").getHeader("X-Registry-Auth");
        assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .isEqualTo("{\"username\":\"me\",\"password\":\"secret\"}");
    }

    /** Every field that a service can have, as it is built. */
    @Test
    void everyFieldIsSentAsItIsRead() {
        engine.answers(201, "{\"ID\":\"abc\"}");
        engine.await(services.create(whole()));
        engine.askedWithTree("POST /v1.45/services/create", SPEC);
    }

    private static ServiceSpec whole() {
        return ServiceSpec.builder()
                .name("web")
                .labels(Map.of("a", "b"))
                .taskTemplate(t -> t.containerSpec(ServicesContractTest::container)
                        .pluginSpec(p -> p.name("p")
                                .remote("r")
                                .disabled(false)
                                .privileges(new Privilege("network", "d", List.of("host")))
                                .env("A=b"))
                        .networkAttachmentSpec(new NetworkAttachmentSpec("cid"))
                        .resources(r -> r.limits(
                                        l -> l.nanoCpus(1).memoryBytes(2).pids(0))
                                .reservations(l -> l.nanoCpus(3)
                                        .memoryBytes(4)
                                        .genericResources(
                                                GenericResource.named("GPU", "1"), GenericResource.discrete("SSD", 3))))
                        .restartPolicy(r -> r.condition(RestartCondition.ANY)
                                .delay(Duration.ofNanos(5))
                                .maxAttempts(0)
                                .window(Duration.ofNanos(7)))
                        .placement(p -> p.constraints("node.role==manager")
                                .preferences(Preference.spread("node.labels.z"))
                                .maxReplicas(2)
                                .platforms(NodePlatform.of("linux", "amd64")))
                        .forceUpdate(0)
                        .runtime("container")
                        .logDriver(Driver.of("local", Map.of("max-size", "1m"))))
                .network("n", n -> n.aliases("w").driverOpts("o", "p"))
                .global()
                .updateConfig(u -> u.parallelism(0)
                        .delay(Duration.ofNanos(1))
                        .failureAction(UpdateFailureAction.ROLLBACK)
                        .monitor(Duration.ofNanos(2))
                        .maxFailureRatio(0.5)
                        .order(UpdateOrder.START_FIRST))
                .rollbackConfig(u -> u.parallelism(1)
                        .failureAction(UpdateFailureAction.PAUSE)
                        .maxFailureRatio(0)
                        .order(UpdateOrder.STOP_FIRST))
                .networks(NetworkAttachmentConfig.of("old").build())
                .endpointSpec(e -> e.mode(ResolutionMode.VIP))
                .publish(PortConfig.of(80)
                        .name("p")
                        .publishedPort(8080)
                        .publishMode(PublishMode.INGRESS)
                        .build())
                .build();
    }

    private static void container(TaskContainerSpec.Builder container) {
        container
                .image("nginx@sha256:1")
                .labels("c", "d")
                .command("sh")
                .args("-c", "x")
                .hostname("h")
                .env("A=b")
                .dir("/d")
                .user("1:2")
                .groups("7")
                .privileges(p -> p.credentialSpec(new CredentialSpec("c", "", ""))
                        .seLinuxContext(s ->
                                s.disable(true).user("u").role("r").type("t").level("l"))
                        .seccomp(Seccomp.custom("{}"))
                        .appArmor(AppArmor.of(AppArmorMode.DISABLED))
                        .noNewPrivileges(false))
                .tty(false)
                .openStdin(false)
                .readOnly(true)
                .mounts(Mount.volume("v", "/v"))
                .stopSignal("INT")
                .stopGracePeriod(Duration.ofSeconds(10))
                .healthCheck(h -> h.test("NONE"))
                .hosts("1.2.3.4 db")
                .dnsConfig(d -> d.nameservers("1.1.1.1").search("x").options("ndots:3"))
                .secrets(SecretReference.of("sid", "s"))
                .configs(
                        ConfigReference.of(
                                "cid",
                                "c",
                                FileTarget.of("/c").uid("1").gid("2").mode(0).build()),
                        ConfigReference.ofRuntime("rid", "r"))
                .isolation(Isolation.DEFAULT)
                .init(false)
                .sysctls("net.core.somaxconn", "9")
                .capabilityAdd("CAP_NET_RAW")
                .capabilityDrop("CAP_MKNOD")
                .ulimits(Ulimit.of("core", 0, 0));
    }

    @Test
    void inspects() {
        engine.answers(200, SERVICE);
        Service service = engine.await(services.inspect("web", i -> i.insertDefaults(true)));
        assertThat(service.version()).isEqualTo(new ObjectVersion(9));
        assertThat(service.spec()).isEqualTo(whole());
        engine.askedWithoutBody("GET /v1.45/services/web?insertDefaults=true");
    }

    @Test
    void removes() {
        engine.answers(200, "");
        engine.await(services.remove("web"));
        engine.askedWithoutBody("DELETE /v1.45/services/web");
    }

    /** L35, with the names that engines really write. */
    @Test
    void updatesWhatWasInspectedWithoutLoss() {
        engine.answers(
                200,
                SERVICE.replace("\"HealthCheck\"", "\"Healthcheck\"")
                        .replace(
                                "\"PluginSpec\":{\"Name\":\"p\",\"Remote\":\"r\",\"Disabled\":false,\"Privileges\":[{\"Name\":\"network\",\"Description\":\"d\",\"Value\":",
                                "\"PluginSpec\":{\"name\":\"p\",\"remote\":\"r\",\"disabled\":false,\"privileges\":[{\"name\":\"network\",\"description\":\"d\",\"value\":"));
        Service service = engine.await(services.inspect("web"));
        engine.server.resetRequests();
        engine.answers(200, "{\"Warnings\":null}");
        engine.await(services.update(service, s -> s.name("web2")));

        engine.askedWithTree(
                "POST /v1.45/services/abc/update?version=9", SPEC.replace("\"Name\":\"web\"", "\"Name\":\"web2\""));
    }

    @Test
    void updatesWithOptions() {
        engine.answers(200, "{\"Warnings\":[\"w\"]}");
        var updated = engine.await(services.update(
                "web",
                new ObjectVersion(3),
                ServiceSpec.builder().mode(ServiceMode.job(5, 0)).build(),
                u -> u.registryAuthFrom(RegistryAuthSource.PREVIOUS_SPEC)
                        .rollback(true)
                        .registryAuth(RegistryAuth.ANONYMOUS)));
        assertThat(updated.warnings()).containsExactly("w");
        String url = "POST /v1.45/services/web/update?version=3&registryAuthFrom=previous-spec&rollback=previous";
        engine.askedWithJson(url, "{\"Mode\":{\"ReplicatedJob\":{\"MaxConcurrent\":0,\"TotalCompletions\":5}}}");
        assertThat(engine.asked(url).getHeader("X-Registry-Auth")).isEqualTo("e30=");
    }

    @Test
    void aNameInUseIsAConflict() {
        engine.answers(409, "{\"message\":\"name conflicts with an existing object\"}");
        assertThatThrownBy(() -> engine.await(services.create("x", s -> s.name("web"))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("conflicts");
    }

    /** An engine from API 1.42 on says that it is multiplexed; one before says nothing, and the service is asked. */
    @ParameterizedTest
    @CsvSource({
        "application/vnd.docker.multiplexed-stream, false, false",
        "application/vnd.docker.raw-stream, true, true",
        ", false, true",
        ", true, true"
    })
    void logsAreReadInTheFormThatTheyHave(String type, boolean tty, boolean asks) {
        byte[] bytes = tty
                ? "hey\n".getBytes(StandardCharsets.UTF_8)
                : new byte[] {2, 0, 0, 0, 0, 0, 0, 4, 'h', 'e', 'y', '\n'};
        engine.server.stubFor(get(urlPathEqualTo("/v1.45/services/web/logs"))
                .willReturn(
                        type == null
                                ? aResponse().withBody(bytes)
                                : aResponse().withHeader("Content-Type", type).withBody(bytes)));
        engine.server.stubFor(get(urlPathEqualTo("/v1.45/services/web"))
                .willReturn(aResponse()
                        .withBody("{\"ID\":\"a\",\"Spec\":{\"TaskTemplate\":{\"ContainerSpec\":{\"TTY\":" + tty
                                + "}}}}")));
        StringBuilder text = new StringBuilder();
        engine.await(services.logs("web", l -> l.follow(true)
                        .since(Instant.ofEpochSecond(5))
                        .tail(0)
                        .timestamps(true)
                        .details(true))
                .forEach(frame -> text.append(frame.source()).append(' ').append(frame.text())));

        assertThat(text).hasToString(tty ? "STDOUT hey\n" : "STDERR hey\n");
        assertThat(engine.server.getAllServeEvents()).hasSize(asks ? 2 : 1).anySatisfy(event -> assertThat(
                        event.getRequest().getUrl())
                .isEqualTo("/v1.45/services/web/logs?follow=true&stdout=true&stderr=true&since=5.000000000"
                        + "&timestamps=true&tail=0&details=true"));
    }

    @Test
    void logsHaveNoUntil() {
        assertThatThrownBy(() -> services.logs("web", l -> l.until(Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("until");
    }
}

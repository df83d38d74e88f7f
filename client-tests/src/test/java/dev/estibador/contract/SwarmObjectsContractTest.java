package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.Filters;
import dev.estibador.common.ObjectVersion;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.ConflictException;
import dev.estibador.error.EngineFailureException;
import dev.estibador.error.NotFoundException;
import dev.estibador.stream.OutputFrame;
import dev.estibador.swarm.Config;
import dev.estibador.swarm.ConfigSpec;
import dev.estibador.swarm.Driver;
import dev.estibador.swarm.GenericResource;
import dev.estibador.swarm.Node;
import dev.estibador.swarm.NodeAvailability;
import dev.estibador.swarm.NodePlatform;
import dev.estibador.swarm.NodeRole;
import dev.estibador.swarm.NodeSpec;
import dev.estibador.swarm.NodeState;
import dev.estibador.swarm.Reachability;
import dev.estibador.swarm.Secret;
import dev.estibador.swarm.SecretSpec;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Nodes, tasks, secrets and configs of a swarm. */
class SwarmObjectsContractTest {
    private final HttpEngine engine = new HttpEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Nested
    class Nodes {
        private static final String NODE = """
                {"ID":"n1","Version":{"Index":8},"CreatedAt":"2026-01-02T03:04:05Z","UpdatedAt":"2026-01-02T03:04:06Z",
                 "Spec":{"Name":"x","Labels":{"zone":"a"},"Role":"manager","Availability":"active"},
                 "Description":{"Hostname":"h","Platform":{"Architecture":"x86_64","OS":"linux"},
                  "Resources":{"NanoCPUs":4000000000,"MemoryBytes":8272408576,"GenericResources":[{"DiscreteResourceSpec":{"Kind":"SSD","Value":3}}]},
                  "Engine":{"EngineVersion":"20.10.5","Labels":{"rack":"1"},"Plugins":[{"Type":"Log","Name":"local"}]},
                  "TLSInfo":{"TrustRoot":"r"}},
                 "Status":{"State":"ready","Message":"m","Addr":"10.0.0.1"},
                 "ManagerStatus":{"Leader":true,"Reachability":"reachable","Addr":"10.0.0.1:2377"}}""";

        private final dev.estibador.swarm.Nodes nodes = engine.docker.nodes();

        @Test
        void list() {
            engine.answers(200, "[" + NODE + "]");
            Node node = engine.await(nodes.list(Filters.of("role", "manager"))).get(0);

            assertThat(node.description().hostname()).isEqualTo("h");
            assertThat(node.description().platform()).isEqualTo(NodePlatform.of("linux", "x86_64"));
            assertThat(node.description().resources().memoryBytes()).isEqualTo(8272408576L);
            assertThat(node.description().resources().genericResources())
                    .containsExactly(GenericResource.discrete("SSD", 3));
            assertThat(node.description().engine().engineVersion()).isEqualTo("20.10.5");
            assertThat(node.description().engine().labels()).containsEntry("rack", "1");
            assertThat(node.description().engine().plugins())
                    .singleElement()
                    .satisfies(plugin -> assertThat(plugin.name()).isEqualTo("local"));
            assertThat(node.description().tlsInfo().trustRoot()).isEqualTo("r");
            assertThat(node.status()).isEqualTo(new Node.NodeStatus(NodeState.READY, "m", "10.0.0.1"));
            assertThat(node.managerStatus())
                    .isEqualTo(new Node.ManagerStatus(true, Reachability.REACHABLE, "10.0.0.1:2377"));
            engine.askedWithoutBody("GET /v1.45/nodes?filters=%7B%22role%22:%5B%22manager%22%5D%7D");
        }

        @Test
        void inspect() {
            engine.answers(200, NODE);
            assertThat(engine.await(nodes.inspect("h")).id()).isEqualTo("n1");
            engine.askedWithoutBody("GET /v1.45/nodes/h");
        }

        @Test
        void remove() {
            engine.answers(200, "");
            engine.await(nodes.remove("n1", true));
            engine.askedWithoutBody("DELETE /v1.45/nodes/n1?force=true");
        }

        @Test
        void removeWithoutForce() {
            engine.answers(200, "");
            engine.await(nodes.remove("n1"));
            engine.askedWithoutBody("DELETE /v1.45/nodes/n1");
        }

        @Test
        void update() {
            engine.answers(200, "");
            engine.await(nodes.update(
                    "n1",
                    new ObjectVersion(0),
                    NodeSpec.builder()
                            .name("x")
                            .labels("a", "b")
                            .role(NodeRole.WORKER)
                            .availability(NodeAvailability.PAUSE)
                            .build()));
            engine.askedWithJson(
                    "POST /v1.45/nodes/n1/update?version=0",
                    "{\"Name\":\"x\",\"Labels\":{\"a\":\"b\"},\"Role\":\"worker\",\"Availability\":\"pause\"}");
        }

        @Test
        void updateOfWhatWasInspected() {
            engine.answers(200, NODE);
            Node node = engine.await(nodes.inspect("n1"));
            engine.server.resetRequests();
            engine.answers(200, "");
            engine.await(nodes.update(node, n -> n.availability(NodeAvailability.DRAIN)));
            engine.askedWithJson(
                    "POST /v1.45/nodes/n1/update?version=8",
                    "{\"Name\":\"x\",\"Labels\":{\"zone\":\"a\"},\"Role\":\"manager\",\"Availability\":\"drain\"}");
        }

        @Test
        void anUnknownOneIsNotFound() {
            engine.answers(404, "{\"message\":\"node x not found\"}");
            assertThatThrownBy(() -> engine.await(nodes.inspect("x")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("node x not found");
        }
    }

    @Nested
    class Tasks {
        /** As engines write it: the network is the swarm's, not the one of {@code GET /networks}. */
        private static final String TASK = """
                {"ID":"t1","Version":{"Index":8},"CreatedAt":"2026-01-02T03:04:05Z","UpdatedAt":"2026-01-02T03:04:06Z",
                 "Name":"web.1","Labels":{"a":"b"},"Spec":{"ContainerSpec":{"Image":"x"},"ForceUpdate":0,"Runtime":"container"},
                 "ServiceID":"s1","Slot":1,"NodeID":"n1","AssignedGenericResources":[{"NamedResourceSpec":{"Kind":"GPU","Value":"1"}}],
                 "Status":{"Timestamp":"2026-01-02T03:04:07Z","State":"failed","Message":"started","Err":"task: non-zero exit (3)",
                  "ContainerStatus":{"ContainerID":"c1","PID":0,"ExitCode":3},"PortStatus":{"Ports":[{"TargetPort":80,"PublishedPort":30000}]}},
                 "DesiredState":"shutdown","JobIteration":{"Index":2},
                 "NetworksAttachments":[{"Network":{"ID":"net1","Version":{"Index":5},"CreatedAt":"2026-01-02T03:04:05Z",
                   "Spec":{"Name":"back","Labels":{"x":"y"},"DriverConfiguration":{"Name":"overlay"},"IPv6Enabled":true,"Internal":false,
                    "Attachable":true,"Ingress":false,"IPAMOptions":{"Driver":{"Name":"default"},
                    "Configs":[{"Subnet":"10.0.1.0/24","Range":"10.0.1.0/25","Gateway":"10.0.1.1"}]},"ConfigFrom":{"Network":"base"},"Scope":"swarm"},
                   "DriverState":{"Name":"overlay","Options":{"com.docker.network.driver.overlay.vxlanid_list":"4097"}},
                   "IPAMOptions":{"Configs":[{"Subnet":"10.0.1.0/24"}]}},"Addresses":["10.0.1.3/24"]}]}""";

        private final dev.estibador.swarm.Tasks tasks = engine.docker.tasks();

        @Test
        void list() {
            engine.answers(200, "[" + TASK + "]");
            Task task = engine.await(tasks.list(Filters.of("desired-state", "shutdown")))
                    .get(0);

            assertThat(task.slot()).isEqualTo(1);
            assertThat(task.nodeId()).isEqualTo("n1");
            assertThat(task.serviceId()).isEqualTo("s1");
            assertThat(task.assignedGenericResources()).containsExactly(GenericResource.named("GPU", "1"));
            assertThat(task.status().state()).isEqualTo(TaskState.FAILED);
            assertThat(task.status().timestamp()).isEqualTo(Instant.parse("2026-01-02T03:04:07Z"));
            assertThat(task.status().error()).isEqualTo("task: non-zero exit (3)");
            assertThat(task.status().containerStatus().exitCode()).isEqualTo(3);
            assertThat(task.status().portStatus().ports())
                    .singleElement()
                    .satisfies(port -> assertThat(port.publishedPort()).isEqualTo(30000));
            assertThat(task.desiredState()).isEqualTo(TaskState.SHUTDOWN);
            assertThat(task.jobIteration()).isEqualTo(new ObjectVersion(2));
            assertThat(task.networksAttachments()).singleElement().satisfies(attachment -> {
                assertThat(attachment.addresses()).containsExactly("10.0.1.3/24");
                assertThat(attachment.network().id()).isEqualTo("net1");
                assertThat(attachment.network().spec().name()).isEqualTo("back");
                assertThat(attachment.network().spec().ipv6Enabled()).isTrue();
                assertThat(attachment.network().spec().configFrom().network()).isEqualTo("base");
                assertThat(attachment.network().spec().ipamOptions().configs())
                        .singleElement()
                        .satisfies(range -> assertThat(range.range()).isEqualTo("10.0.1.0/25"));
                assertThat(attachment.network().driverState().name()).isEqualTo("overlay");
            });
            engine.askedWithoutBody("GET /v1.45/tasks?filters=%7B%22desired-state%22:%5B%22shutdown%22%5D%7D");
        }

        @Test
        void inspect() {
            engine.answers(200, TASK);
            assertThat(engine.await(tasks.inspect("t1")).name()).isEqualTo("web.1");
            engine.askedWithoutBody("GET /v1.45/tasks/t1");
        }

        @Test
        void logsOfATerminalAreRaw() {
            engine.server.stubFor(get(urlPathEqualTo("/v1.45/tasks/t1/logs"))
                    .willReturn(aResponse().withBody("hey\n")));
            engine.server.stubFor(get(urlPathEqualTo("/v1.45/tasks/t1"))
                    .willReturn(aResponse().withBody("{\"ID\":\"t1\",\"Spec\":{\"ContainerSpec\":{\"TTY\":true}}}")));
            StringBuilder text = new StringBuilder();
            engine.await(tasks.logs("t1").forEach((OutputFrame frame) -> text.append(frame.text())));

            assertThat(text).hasToString("hey\n");
            assertThat(engine.server.getAllServeEvents())
                    .anySatisfy(event -> assertThat(event.getRequest().getUrl())
                            .isEqualTo("/v1.45/tasks/t1/logs?stdout=true&stderr=true"));
        }

        @Test
        void logsHaveNoUntil() {
            assertThatThrownBy(() -> tasks.logs("t1", l -> l.until(Instant.EPOCH)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("until");
        }

        @Test
        void anUnknownOneIsNotFound() {
            engine.answers(404, "{\"message\":\"task x not found\"}");
            assertThatThrownBy(() -> engine.await(tasks.inspect("x"))).isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Secrets {
        private static final String SECRET = """
                {"ID":"s1","Version":{"Index":8},"CreatedAt":"2026-01-02T03:04:05Z","UpdatedAt":"2026-01-02T03:04:06Z",
                 "Spec":{"Name":"token","Labels":{"a":"b"},"Driver":{"Name":"vault","Options":{"o":"p"}},"Templating":{"Name":"golang"}}}""";

        private final dev.estibador.swarm.Secrets secrets = engine.docker.secrets();

        @Test
        void list() {
            engine.answers(200, "[" + SECRET + "]");
            Secret secret = engine.await(secrets.list(Filters.of("label", "a"))).get(0);
            assertThat(secret.version()).isEqualTo(new ObjectVersion(8));
            assertThat(secret.spec().driver()).isEqualTo(Driver.of("vault", Map.of("o", "p")));
            assertThat(secret.spec().templating()).isEqualTo(Driver.of("golang"));
            engine.askedWithoutBody("GET /v1.45/secrets?filters=%7B%22label%22:%5B%22a%22%5D%7D");
        }

        @Test
        void create() {
            engine.answers(201, "{\"Id\":\"s1\"}");
            SecretSpec spec = SecretSpec.of("token")
                    .labels("a", "b")
                    .content("hush")
                    .templating(Driver.of("golang"))
                    .build();
            assertThat(engine.await(secrets.create(spec)).id()).isEqualTo("s1");
            assertThat(spec.toString()).doesNotContain("aHVzaA", "hush");
            engine.askedWithJson(
                    "POST /v1.45/secrets/create",
                    "{\"Name\":\"token\",\"Labels\":{\"a\":\"b\"},\"Data\":\"aHVzaA==\",\"Templating\":{\"Name\":\"golang\"}}");
        }

        /** Engines write {@code ID}, the reference {@code Id}. */
        @Test
        void createReadsTheIdAsEnginesWriteIt() {
            engine.answers(201, "{\"ID\":\"s1\"}");
            assertThat(engine.await(secrets.create("token", s -> s.driver(Driver.of("vault"))))
                            .id())
                    .isEqualTo("s1");
            engine.askedWithJson("POST /v1.45/secrets/create", "{\"Name\":\"token\",\"Driver\":{\"Name\":\"vault\"}}");
        }

        @Test
        void inspect() {
            engine.answers(200, SECRET);
            assertThat(engine.await(secrets.inspect("token")).spec().name()).isEqualTo("token");
            engine.askedWithoutBody("GET /v1.45/secrets/token");
        }

        @Test
        void remove() {
            engine.answers(204, "");
            engine.await(secrets.remove("token"));
            engine.askedWithoutBody("DELETE /v1.45/secrets/token");
        }

        @Test
        void update() {
            engine.answers(200, SECRET);
            Secret secret = engine.await(secrets.inspect("token"));
            engine.server.resetRequests();
            engine.answers(200, "");
            engine.await(secrets.update(secret, s -> s.labels("c", "d")));
            engine.askedWithJson(
                    "POST /v1.45/secrets/s1/update?version=8",
                    "{\"Name\":\"token\",\"Labels\":{\"a\":\"b\",\"c\":\"d\"},"
                            + "\"Driver\":{\"Name\":\"vault\",\"Options\":{\"o\":\"p\"}},\"Templating\":{\"Name\":\"golang\"}}");
        }

        @Test
        void oneInUseIsRefused() {
            engine.answers(400, "{\"message\":\"secret 'token' is in use by the following service: web\"}");
            assertThatThrownBy(() -> engine.await(secrets.remove("token")))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Nested
    class Configs {
        private static final String CONFIG = """
                {"ID":"c1","Version":{"Index":8},"CreatedAt":"2026-01-02T03:04:05Z","UpdatedAt":"2026-01-02T03:04:06Z",
                 "Spec":{"Name":"motd","Labels":{},"Data":"aGVsbG8=","Templating":{"Name":"golang","Options":null}}}""";

        private final dev.estibador.swarm.Configs configs = engine.docker.configs();

        @Test
        void list() {
            engine.answers(200, "[" + CONFIG + "]");
            Config config = engine.await(configs.list(Filters.of("name", "mo"))).get(0);
            assertThat(config.spec().content()).asString().isEqualTo("hello");
            assertThat(config.spec().templating()).isEqualTo(Driver.of("golang"));
            engine.askedWithoutBody("GET /v1.45/configs?filters=%7B%22name%22:%5B%22mo%22%5D%7D");
        }

        @Test
        void create() {
            engine.answers(201, "{\"ID\":\"c1\"}");
            assertThat(engine.await(configs.create(
                                    "motd", c -> c.content("hello").templating(Driver.of("golang"))))
                            .id())
                    .isEqualTo("c1");
            engine.askedWithJson(
                    "POST /v1.45/configs/create",
                    "{\"Name\":\"motd\",\"Data\":\"aGVsbG8=\",\"Templating\":{\"Name\":\"golang\"}}");
        }

        @Test
        void inspect() {
            engine.answers(200, CONFIG);
            assertThat(engine.await(configs.inspect("c1")).updatedAt())
                    .isEqualTo(Instant.parse("2026-01-02T03:04:06Z"));
            engine.askedWithoutBody("GET /v1.45/configs/c1");
        }

        @Test
        void remove() {
            engine.answers(204, "");
            engine.await(configs.remove("c1"));
            engine.askedWithoutBody("DELETE /v1.45/configs/c1");
        }

        @Test
        void update() {
            engine.answers(200, "");
            engine.await(configs.update(
                    "c1",
                    new ObjectVersion(4),
                    ConfigSpec.of("motd").labels("a", "b").build()));
            engine.askedWithJson(
                    "POST /v1.45/configs/c1/update?version=4", "{\"Name\":\"motd\",\"Labels\":{\"a\":\"b\"}}");
        }

        @Test
        void aNameInUseIsAConflict() {
            engine.answers(409, "{\"message\":\"config motd already exists\"}");
            assertThatThrownBy(() -> engine.await(configs.create("motd", c -> c.content("x"))))
                    .isInstanceOf(ConflictException.class);
        }

        @Test
        void aVersionThatIsOutOfDateIsAnError() {
            engine.answers(500, "{\"message\":\"update out of sequence\"}");
            assertThatThrownBy(() -> engine.await(configs.update(
                            "c1", new ObjectVersion(1), ConfigSpec.of("motd").build())))
                    .isInstanceOf(EngineFailureException.class)
                    .hasMessageContaining("out of sequence");
        }
    }
}

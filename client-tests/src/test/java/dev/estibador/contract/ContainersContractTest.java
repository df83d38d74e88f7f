package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.FileSet;
import dev.estibador.common.Filters;
import dev.estibador.common.Platform;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.ContainerStatus;
import dev.estibador.container.Containers;
import dev.estibador.container.CopyInOptions;
import dev.estibador.container.HostConfig;
import dev.estibador.container.RestartPolicy;
import dev.estibador.container.WaitCondition;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.stream.OutputFrame;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** L29: what is not set is not sent, what is set is, also false and 0. L30: the names are the engine's. */
class ContainersContractTest {
    private final HttpEngine engine = new HttpEngine();
    private final Containers containers = engine.docker.containers();

    @AfterEach
    void close() {
        engine.close();
    }

    @Nested
    class ListThem {
        @Test
        void asksForNothingMoreThanItMust() {
            engine.answers(200, "null");
            assertThat(engine.await(containers.list())).as("Go's empty list").isEmpty();

            engine.askedWithoutBody("GET /v1.45/containers/json");
        }

        @Test
        void sendsWhatIsSet() {
            engine.answers(200, "[]");
            engine.await(containers.list(l -> l.all(true)
                    .limit(0)
                    .size(true)
                    .filters(Filters.of("status", "exited", "dead").and("label", "a=b c"))));

            engine.askedWithoutBody("GET /v1.45/containers/json?all=true&limit=0&size=true"
                    + "&filters=%7B%22status%22:%5B%22exited%22,%22dead%22%5D,%22label%22:%5B%22a%3Db%20c%22%5D%7D");
        }

        /** L32, L34: one container in a new state, with new fields and nulls, does not fail the list. */
        @Test
        void readsWhatItDoesNotKnow() {
            engine.answers(200, """
                    [{"Id":"a","Names":["/web"],"State":"hibernating","Created":1700000000,"Ports":null,"Labels":null,
                      "Surprise":{"deep":[1]}},
                     {"Id":"b","Names":null,"State":"running","Ports":[{"PrivatePort":80,"Type":"tcp"}],"Created":null}]
                    """);
            var list = engine.await(containers.list());

            assertThat(list.get(0).state()).isEqualTo(new ContainerStatus("hibernating"));
            assertThat(list.get(0).created()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
            assertThat(list.get(0).ports()).isEmpty();
            assertThat(list.get(1).state()).isEqualTo(ContainerStatus.RUNNING);
            assertThat(list.get(1).ports()).singleElement().satisfies(port -> assertThat(port.publicPort())
                    .isNull());
        }
    }

    @Nested
    class Create {
        @Test
        void sendsTheImageAndNoMore() {
            engine.answers(201, "{\"Id\":\"abc\",\"Warnings\":null}");
            var created = engine.await(containers.create("busybox", c -> {}));

            assertThat(created.id()).isEqualTo("abc");
            assertThat(created.warnings()).isEmpty();
            engine.askedWithJson("POST /v1.45/containers/create", "{\"Image\":\"busybox\",\"HostConfig\":{}}");
        }

        /** Podman tells of fields that came after the version in which it is spoken to. */
        @Test
        void likeAnotherAsksForNoPriorityWhereItHasNone() {
            engine.answers(
                    200,
                    "{\"Id\":\"abc\",\"Config\":{\"Image\":\"i\"},\"NetworkSettings\":{\"Networks\":"
                            + "{\"a\":{\"GwPriority\":0},\"b\":{\"Aliases\":[\"c\"],\"GwPriority\":0}}}}");
            var other = engine.await(containers.inspect("abc"));
            engine.server.resetAll();
            engine.answers(201, "{\"Id\":\"def\"}");

            engine.await(containers.create(ContainerSpec.like(other).build()));
            engine.askedWithTree(
                    "POST /v1.45/containers/create",
                    "{\"Image\":\"i\",\"HostConfig\":{},\"NetworkingConfig\":{\"EndpointsConfig\":"
                            + "{\"a\":{},\"b\":{\"Aliases\":[\"c\"]}}}}");
        }

        @Test
        void composesConfigAndHostConfig() {
            engine.answers(201, "{\"Id\":\"abc\"}");
            engine.await(containers.create("acme/app:1", c -> c.name("web 1")
                    .platform(Platform.parse("linux/arm64/v8"))
                    .cmd("run", "it")
                    .entrypoint("sh")
                    .env("A", "b=c")
                    .label("k", "v")
                    .workdir("/w")
                    .user("1:2")
                    .publish(8080, 80)
                    .bind(Path.of("/host"), "/inside")
                    .volume("data", "/data")
                    .memory("256m")
                    .restart(RestartPolicy.onFailure(3))
                    .tty(false)
                    .openStdin(true)
                    .resources(r -> r.nanoCpus(0))
                    .host(h -> h.autoRemove(false))));

            engine.askedWithJson(
                    "POST /v1.45/containers/create?name=web%201&platform=linux/arm64/v8",
                    "{\"Image\":\"acme/app:1\",\"User\":\"1:2\",\"Env\":[\"A=b=c\"],\"Cmd\":[\"run\",\"it\"],\"Entrypoint\":[\"sh\"],"
                            + "\"WorkingDir\":\"/w\",\"Labels\":{\"k\":\"v\"},\"ExposedPorts\":{\"80/tcp\":{}},\"Tty\":false,"
                            + "\"OpenStdin\":true,\"HostConfig\":{\"Memory\":268435456,\"NanoCpus\":0,\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/host\","
                            + "\"Target\":\"/inside\"},{\"Type\":\"volume\",\"Source\":\"data\",\"Target\":\"/data\"}],"
                            + "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]},"
                            + "\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3},\"AutoRemove\":false}}");
        }

        @Test
        void doesNotAskAnOldEngineForAPlatform() {
            try (HttpEngine old = new HttpEngine(new ApiVersion(1, 40))) {
                assertThatThrownBy(() -> old.await(old.docker
                                .containers()
                                .create("busybox", c -> c.platform(Platform.parse("linux/amd64")))))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageContaining("1.41")
                        .hasMessageContaining("1.40");
                assertThat(old.server.getAllServeEvents()).isEmpty();
            }
        }

        /** An empty list means something else than none: it takes the place of the engine's own. L35: and is kept. */
        @Test
        void tellsNoSystemPathsFromTheEnginesOwn() {
            engine.answers(201, "{\"Id\":\"abc\"}");
            engine.await(containers.create("busybox", c -> c.host(h -> h.systemPathsUnconfined())));
            engine.askedWithJson(
                    "POST /v1.45/containers/create",
                    "{\"Image\":\"busybox\",\"HostConfig\":{\"MaskedPaths\":[],\"ReadonlyPaths\":[]}}");

            engine.answers(200, "{\"Id\":\"abc\",\"HostConfig\":{\"MaskedPaths\":[],\"ReadonlyPaths\":null}}");
            HostConfig read = engine.await(containers.inspect("abc")).hostConfig();
            assertThat(read.maskedPaths()).isEmpty();
            assertThat(read.readonlyPaths()).isNull();
            assertThat(read.toBuilder().build()).isEqualTo(read);
            assertThat(read.toBuilder().maskedPaths("/proc/a").build().maskedPaths())
                    .containsExactly("/proc/a");
            assertThat(HostConfig.builder().build()).isNotEqualTo(read);
        }
    }

    @Nested
    class Inspect {
        /** L31, L34. */
        @Test
        void escapesTheNameAndReadsOddValues() {
            engine.answers(200, """
                    {"Id":"abc","Name":"/web","Created":"2024-05-01T10:00:00.123456789+02:00","Args":null,
                     "State":{"Status":"exited","ExitCode":4294967295,"StartedAt":"0001-01-01T00:00:00Z","FinishedAt":""},
                     "Config":{"Cmd":"a string","Entrypoint":null,"ExposedPorts":{"80/tcp":{}},"Volumes":null},
                     "HostConfig":{"PortBindings":{"80/tcp":null,"81/tcp":[{"HostIp":"::1","HostPort":""}]},"Memory":0},
                     "NetworkSettings":{"Ports":{"80/tcp":null},"Networks":null}}
                    """);
            var details = engine.await(containers.inspect("my web/ü?#%"));

            engine.askedWithoutBody("GET /v1.45/containers/my%20web/%C3%BC%3F%23%25/json");
            assertThat(details.created()).isEqualTo(Instant.parse("2024-05-01T08:00:00.123456789Z"));
            assertThat(details.state().exitCode()).isEqualTo(4294967295L);
            assertThat(details.state().startedAt()).isNull();
            assertThat(details.state().finishedAt()).isNull();
            assertThat(details.config().cmd()).containsExactly("a string");
            assertThat(details.config().exposedPorts().names()).containsExactly("80/tcp");
            assertThat(details.hostConfig().portBindings())
                    .containsOnlyKeys("80/tcp", "81/tcp")
                    .containsEntry("80/tcp", List.of());
            assertThat(details.hostConfig().resources().memory()).isZero();
        }

        @Test
        void takesNoEmptyName() {
            assertThatThrownBy(() -> containers.inspect("")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> containers.inspect("/")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> containers.inspect("..")).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a/../../images/x", "/../x", "a/..", "a/./b", "./a"})
        void takesNoNameThatLeadsElsewhere(String name) {
            assertThatThrownBy(() -> containers.inspect(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Nested
    class StartStopRestartKillRemove {
        @Test
        void startTellsIfItStarted() {
            engine.answers(aResponse().withStatus(204));
            assertThat(engine.await(containers.start("/web"))).isTrue();
            engine.askedWithoutBody("POST /v1.45/containers/web/start");
            engine.answers(aResponse().withStatus(304));
            assertThat(engine.await(containers.start("web"))).isFalse();
        }

        @Test
        void stopSendsSignalAndTime() {
            engine.answers(aResponse().withStatus(304));
            assertThat(engine.await(containers.stop("web", s -> s.signal("INT").timeoutSeconds(0))))
                    .isFalse();
            engine.askedWithoutBody("POST /v1.45/containers/web/stop?signal=INT&t=0");
        }

        @Test
        void stopDoesNotAskAnOldEngineForASignal() {
            try (HttpEngine old = new HttpEngine(new ApiVersion(1, 41))) {
                assertThatThrownBy(() -> old.await(old.docker.containers().stop("web", s -> s.signal("INT"))))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageContaining("1.42");
                assertThat(old.server.getAllServeEvents()).isEmpty();
            }
        }

        @Test
        void restartSendsTheTime() {
            engine.answers(aResponse().withStatus(204));
            engine.await(containers.restart("web", s -> s.timeoutSeconds(-1)));
            engine.askedWithoutBody("POST /v1.45/containers/web/restart?t=-1");
        }

        @Test
        void killSendsTheSignal() {
            engine.answers(aResponse().withStatus(204));
            engine.await(containers.kill("web"));
            engine.askedWithoutBody("POST /v1.45/containers/web/kill?signal=SIGKILL");
        }

        @Test
        void removeSendsWhatIsSet() {
            engine.answers(aResponse().withStatus(204));
            engine.await(containers.remove("web", r -> r.volumes(true).force(true)));
            engine.askedWithoutBody("DELETE /v1.45/containers/web?v=true&force=true");
        }

        @Test
        void resizeSendsRowsAndColumns() {
            engine.answers(aResponse().withStatus(200));
            engine.await(containers.resize("web", 24, 80));
            engine.askedWithoutBody("POST /v1.45/containers/web/resize?h=24&w=80");
        }
    }

    @Nested
    class AwaitExit {
        @Test
        void givesTheCodeAndTheError() {
            engine.answers(200, "{\"StatusCode\":137,\"Error\":{\"Message\":\"gone\"}}");
            var wait = containers.awaitExit("web", WaitCondition.REMOVED);
            engine.await(wait.accepted());
            var exit = engine.await(wait.exit());

            assertThat(exit.statusCode()).isEqualTo(137);
            assertThat(exit.error().message()).isEqualTo("gone");
            engine.askedWithoutBody("POST /v1.45/containers/web/wait?condition=removed");
        }
    }

    @Nested
    class Logs {
        @Test
        void sendWhatIsSet() {
            engine.answers(aResponse()
                    .withHeader("Content-Type", "application/vnd.docker.multiplexed-stream")
                    .withBody(new byte[] {1, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'}));
            List<String> lines = new ArrayList<>();
            engine.await(containers
                    .logs("web", l -> l.follow(true)
                            .stderr(false)
                            .since(Instant.ofEpochSecond(5, 7))
                            .until(Instant.ofEpochSecond(6))
                            .timestamps(true)
                            .tail(0)
                            .details(true))
                    .forEach((OutputFrame frame) -> lines.add(frame.text())));

            assertThat(lines).containsExactly("hi");
            engine.askedWithoutBody("GET /v1.45/containers/web/logs?follow=true&stdout=true"
                    + "&since=5.000000007&until=6.000000000&timestamps=true&tail=0&details=true");
        }
    }

    @Nested
    class Copy {
        /** E23: the reply to a HEAD has no room for the engine's reason. */
        @Test
        void ofWhatIsNotThereSaysWhatIsMissing(@TempDir Path folder) {
            engine.answers(aResponse().withStatus(404));

            assertThatThrownBy(() -> engine.await(containers.download("web", "/no/where", folder)))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("there is no container web, or nothing at /no/where in it");
        }

        @Test
        void outAsksForThePath(@TempDir Path folder) {
            engine.answers(
                    aResponse().withHeader("Content-Type", "application/x-tar").withBody(new byte[1024]));
            engine.await(containers.copyOut("web", "/a b/ü").extractTo(folder));

            engine.askedWithoutBody("GET /v1.45/containers/web/archive?path=/a%20b/%C3%BC");
        }

        @Test
        void inSendsATar() {
            engine.answers(aResponse().withStatus(200));
            engine.await(containers.copyIn(
                    "web",
                    "/etc",
                    FileSet.of(f -> f.text("motd", "hello")),
                    CopyInOptions.builder()
                            .noOverwriteDirNonDir(true)
                            .copyUidGid(true)
                            .build()));
            var request =
                    engine.asked("PUT /v1.45/containers/web/archive?path=/etc&noOverwriteDirNonDir=1&copyUIDGID=1");

            assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-tar");
            assertThat(request.getBodyAsString()).startsWith("motd\0").contains("hello");
            assertThat(request.getBody().length % 512).isZero();
        }
    }
}

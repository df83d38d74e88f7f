package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.container.ChangeKind;
import dev.estibador.container.ContainerStats;
import dev.estibador.container.Containers;
import dev.estibador.container.RestartPolicy;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.network.EndpointIpamConfig;
import dev.estibador.volume.Mount;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done to containers apart from making and following them. L29, L30, L33: names, explicit zeros, 64 bits. */
class ContainerOperationsContractTest {
    private final HttpEngine engine = new HttpEngine();
    private final Containers containers = engine.docker.containers();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void createSendsNetworksHealthcheckAndMountsOfEveryKind() {
        engine.answers(201, "{\"Id\":\"abc\"}");
        engine.await(containers.create("busybox", c -> c.network("front", n -> n.aliases("web")
                        .ipamConfig(EndpointIpamConfig.builder()
                                .ipv4Address("10.0.0.9")
                                .build()))
                .network("back")
                .healthcheck(h -> h.shell("wget -q localhost")
                        .interval(Duration.ofSeconds(5))
                        .startInterval(Duration.ofMillis(500))
                        .retries(0))
                .mount(Mount.tmpfs("/t").toBuilder()
                        .tmpfsOptions(t -> t.sizeBytes(1024))
                        .build())
                .mount(Mount.bind("/h", "/b").toBuilder()
                        .bindOptions(b -> b.createMountpoint(false))
                        .build())));

        engine.askedWithJson(
                "POST /v1.45/containers/create",
                "{\"Image\":\"busybox\",\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"wget -q localhost\"],"
                        + "\"Interval\":5000000000,\"Retries\":0,\"StartInterval\":500000000},"
                        + "\"HostConfig\":{\"Mounts\":[{\"Type\":\"tmpfs\",\"Target\":\"/t\",\"TmpfsOptions\":{\"SizeBytes\":1024}},"
                        + "{\"Type\":\"bind\",\"Source\":\"/h\",\"Target\":\"/b\",\"BindOptions\":{\"CreateMountpoint\":false}}],"
                        + "\"NetworkMode\":\"front\"},"
                        + "\"NetworkingConfig\":{\"EndpointsConfig\":{\"front\":{\"IPAMConfig\":{\"IPv4Address\":\"10.0.0.9\"},"
                        + "\"Aliases\":[\"web\"]},\"back\":{}}}}");
    }

    @Test
    void aFieldThatTheEngineIsTooOldForIsToldByItsPlaceAndNothingIsSent() {
        try (HttpEngine old = new HttpEngine(new ApiVersion(1, 43))) {
            assertThatThrownBy(() -> old.await(old.docker
                            .containers()
                            .create("busybox", c -> c.healthcheck(h -> h.startInterval(Duration.ofSeconds(1))))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("Healthcheck.StartInterval")
                    .hasMessageContaining("1.44")
                    .hasMessageContaining("1.43");
            assertThat(old.server.getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void inspectsWithSizes() {
        engine.answers(200, "{\"Id\":\"a\",\"SizeRw\":9007199254740993}");
        assertThat(engine.await(containers.inspect("a", i -> i.size(true))).sizeRw())
                .isEqualTo(9007199254740993L);
        engine.askedWithoutBody("GET /v1.45/containers/a/json?size=true");
    }

    @Test
    void listsProcesses() {
        engine.answers(200, "{\"Titles\":[\"PID\",\"CMD\"],\"Processes\":[[\"1\",\"sh\"],null]}");
        var processes = engine.await(containers.top("a", "-o pid,cmd"));
        assertThat(processes.titles()).containsExactly("PID", "CMD");
        assertThat(processes.processes()).containsExactly(List.of("1", "sh"));
        engine.askedWithoutBody("GET /v1.45/containers/a/top?ps_args=-o%20pid,cmd");
    }

    @Test
    void listsChanges() {
        engine.answers(200, "[{\"Path\":\"/a\",\"Kind\":1},{\"Path\":\"/b\",\"Kind\":2},{\"Path\":\"/c\",\"Kind\":7}]");
        assertThat(engine.await(containers.changes("a")))
                .extracting(change -> change.kind())
                .containsExactly(ChangeKind.ADDED, ChangeKind.DELETED, new ChangeKind(7));
        engine.askedWithoutBody("GET /v1.45/containers/a/changes");
    }

    @Test
    void exportsTheBytesAsTheyCome() {
        engine.answers(aResponse().withStatus(200).withBody("tar".getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        engine.await(containers.export("a").forEach(part -> {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }));
        assertThat(bytes).hasToString("tar");
        engine.askedWithoutBody("GET /v1.45/containers/a/export");
    }

    /** L33: counters are unsigned, and a limit that is none is the largest of them. */
    @Test
    void followsStats() {
        engine.answers(200, """
                {"id":"a","read":"2026-01-02T03:04:05.123456789Z","preread":"0001-01-01T00:00:00Z",
                 "cpu_stats":{"cpu_usage":{"total_usage":5,"percpu_usage":null}},
                 "memory_stats":{"usage":7,"limit":18446744073709551615,"stats":{"inactive_file":3}},"networks":null}
                {"id":"a"}""");
        List<ContainerStats> samples = new ArrayList<>();
        engine.await(containers.stats("a").forEach(samples::add));

        ContainerStats first = samples.get(0);
        assertThat(first.read()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456789Z"));
        assertThat(first.preread()).isNull();
        assertThat(first.networks()).isEmpty();
        assertThat(first.memory()).isNotNull().satisfies(memory -> {
            assertThat(memory.limit()).isNotNull();
            assertThat(Long.toUnsignedString(memory.limit())).isEqualTo("18446744073709551615");
        });
        assertThat(samples).hasSize(2);
        engine.askedWithoutBody("GET /v1.45/containers/a/stats");
    }

    @Test
    void takesOneSample() {
        engine.answers(200, "{\"id\":\"a\",\"pids_stats\":{\"current\":3}}");
        assertThat(engine.await(containers.sample("a", true)).id()).isEqualTo("a");
        engine.askedWithoutBody("GET /v1.45/containers/a/stats?stream=false&one-shot=true");
    }

    @Test
    void startsFromACheckpoint() {
        engine.answers(204, "");
        assertThat(engine.await(containers.start(
                        "a", s -> s.detachKeys("ctrl-a").checkpoint("c1").checkpointDirectory("/d"))))
                .isTrue();
        engine.askedWithoutBody("POST /v1.45/containers/a/start?detachKeys=ctrl-a&checkpoint=c1&checkpoint-dir=/d");
    }

    @Test
    void updatesLimitsAndPolicy() {
        engine.answers(200, "{\"Warnings\":[\"no swap\"]}");
        var updated = engine.await(containers.update(
                "a", u -> u.resources(r -> r.pidsLimit(-1).memory(0)).restartPolicy(RestartPolicy.onFailure(0))));
        assertThat(updated.warnings()).containsExactly("no swap");
        engine.askedWithJson(
                "POST /v1.45/containers/a/update",
                "{\"Memory\":0,\"PidsLimit\":-1,\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":0}}");
    }

    @Test
    void renames() {
        engine.answers(204, "");
        engine.await(containers.rename("a", "b c"));
        engine.askedWithoutBody("POST /v1.45/containers/a/rename?name=b%20c");
    }

    @Test
    void pauses() {
        engine.answers(204, "");
        engine.await(containers.pause("a"));
        engine.askedWithoutBody("POST /v1.45/containers/a/pause");
    }

    @Test
    void unpauses() {
        engine.answers(204, "");
        engine.await(containers.unpause("a"));
        engine.askedWithoutBody("POST /v1.45/containers/a/unpause");
    }

    @Test
    void tellsWhatIsAtAPath() {
        String stat =
                "{\"name\":\"link\",\"size\":11,\"mode\":134218239,\"mtime\":\"2026-01-02T03:04:05+01:00\",\"linkTarget\":\"/etc\"}";
        engine.answers(aResponse()
                .withStatus(200)
                .withHeader(
                        "X-Docker-Container-Path-Stat",
                        Base64.getEncoder().encodeToString(stat.getBytes(StandardCharsets.UTF_8))));
        var link = engine.await(containers.stat("a", "/my link"));

        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.isDirectory()).isFalse();
        assertThat(link.permissions()).isEqualTo(0777);
        assertThat(link.modified()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
        assertThat(link.linkTarget()).isEqualTo("/etc");
        engine.askedWithoutBody("HEAD /v1.45/containers/a/archive?path=/my%20link");
    }

    @Test
    void aPathWithoutAStatIsAnError() {
        engine.answers(200, "");
        assertThatThrownBy(() -> engine.await(containers.stat("a", "/x"))).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void prunes() {
        engine.answers(200, "{\"ContainersDeleted\":null,\"SpaceReclaimed\":5000000000}");
        var pruned = engine.await(containers.prune(p -> p.filter("label", "a=b").filter("until", "24h")));
        assertThat(pruned.deleted()).isEmpty();
        assertThat(pruned.spaceReclaimed()).isEqualTo(5_000_000_000L);
        engine.askedWithoutBody(
                "POST /v1.45/containers/prune?filters=%7B%22label%22:%5B%22a%3Db%22%5D,%22until%22:%5B%2224h%22%5D%7D");
    }

    @Test
    void listsCheckpoints() {
        engine.answers(200, "[{\"Name\":\"c1\"}]");
        assertThat(engine.await(containers.checkpoints("a")))
                .singleElement()
                .satisfies(checkpoint -> assertThat(checkpoint.name()).isEqualTo("c1"));
        engine.askedWithoutBody("GET /v1.45/containers/a/checkpoints");
    }

    @Test
    void makesACheckpoint() {
        engine.answers(201, "");
        engine.await(containers.createCheckpoint("a", "c1", checkpoint -> checkpoint.exit(false)));
        engine.askedWithJson("POST /v1.45/containers/a/checkpoints", "{\"CheckpointID\":\"c1\",\"Exit\":false}");
    }

    @Test
    void removesACheckpoint() {
        engine.answers(204, "");
        engine.await(containers.removeCheckpoint("a", "c1"));
        engine.askedWithoutBody("DELETE /v1.45/containers/a/checkpoints/c1");
    }
}

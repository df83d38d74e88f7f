package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.error.CredentialsException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.swarm.RegistryAuthSource;
import dev.estibador.swarm.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** As whom registries are asked where a call does not say. L41. */
class CredentialsContractTest {
    private static final RegistryAuth ANN = RegistryAuth.of("ann", "hunter2");
    private static final RegistryAuth JOE = RegistryAuth.of("joe", "x");
    private static final ServiceSpec SPEC =
            ServiceSpec.of("registry.example:5000/app:1").build();
    private static final ObjectVersion VERSION = new ObjectVersion(7);

    private final HttpEngine engine = new HttpEngine();
    private final Queue<String> lookedUp = new ConcurrentLinkedQueue<>();
    private final DockerClient docker = client(registry -> {
        lookedUp.add(registry);
        return ANN;
    });

    CredentialsContractTest() {
        engine.answers(200, "{}");
    }

    @AfterEach
    void close() {
        docker.close();
        engine.close();
    }

    private DockerClient client(Function<String, @Nullable RegistryAuth> lookup) {
        return client(RegistryCredentials.of(lookup));
    }

    private DockerClient client(RegistryCredentials credentials) {
        return DockerClient.open(engine.config()
                .apiVersion(new ApiVersion(1, 45))
                .credentials(credentials)
                .build());
    }

    /** The JSON in the headers of the requests that were made, in their order; null for a request without the header. */
    private List<@Nullable String> sent() {
        return engine.server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .map(request -> request.getHeader("X-Registry-Auth"))
                .map(header -> header == null
                        ? null
                        : new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .toList();
    }

    private static Arguments call(String name, String registry, Function<DockerClient, CompletionStage<?>> call) {
        return Arguments.of(name, registry, call);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("pull", "docker.io", d -> d.images().pull("busybox").result()),
                call("pull", "registry.example:5000", d -> d.images()
                        .pull("registry.example:5000/app@sha256:" + "0123456789abcdef".repeat(4))
                        .result()),
                call("push", "registry.example", d -> d.images()
                        .push("registry.example/acme/app:1")
                        .result()),
                call("push", "docker.io", d -> d.images()
                        .push("index.docker.io/acme/app")
                        .result()),
                call("search", "docker.io", d -> d.images().search("three words, or Four")),
                call("search", "registry.example", d -> d.images().search("registry.example/app")),
                call("distribution", "localhost:5000", d -> d.system().distribution("localhost:5000/app")),
                call("privileges", "docker.io", d -> d.plugins().privileges("acme/plugin")),
                call("plugin pull", "registry.example", d -> d.plugins()
                        .pull("registry.example/plugin", List.of())
                        .result()),
                call("plugin upgrade", "registry.example", d -> d.plugins()
                        .upgrade("mine", "registry.example/plugin", List.of())
                        .result()),
                call("plugin push", "registry.example", d -> d.plugins()
                        .push("registry.example/plugin")
                        .result()),
                call("service create", "registry.example:5000", d -> d.services()
                        .create(SPEC)),
                call("service update", "registry.example:5000", d -> d.services()
                        .update("web", VERSION, SPEC)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("calls")
    void aCallAsksItsOwnRegistryAsWhomThatIsLookedUp(
            String name, String registry, Function<DockerClient, CompletionStage<?>> call) {
        engine.answers(200, name.equals("search") || name.equals("privileges") ? "[]" : "{}");
        engine.await(call.apply(docker));

        assertThat(lookedUp).containsExactly(registry);
        assertThat(sent()).containsExactly("{\"username\":\"ann\",\"password\":\"hunter2\"}");
    }

    @Test
    void whatACallIsGivenWins() {
        engine.await(docker.images().pull("busybox", p -> p.auth(JOE)).result());
        engine.await(docker.images()
                .pull("busybox", p -> p.auth(RegistryAuth.ANONYMOUS))
                .result());
        engine.await(docker.images().push("acme/app", p -> p.auth(JOE)).result());
        engine.await(docker.services().create(SPEC, JOE));

        assertThat(lookedUp).isEmpty();
        assertThat(sent())
                .containsExactly(
                        "{\"username\":\"joe\",\"password\":\"x\"}",
                        "{\"username\":\"joe\",\"password\":\"x\"}",
                        "{}",
                        "{\"username\":\"joe\",\"password\":\"x\"}");
    }

    @Test
    void whereNobodyIsFoundNobodyAsks() {
        try (DockerClient nobodys = client(registry -> null)) {
            engine.await(nobodys.images().pull("busybox").result());
            engine.await(nobodys.images().push("acme/app").result());
            engine.await(nobodys.services().update("web", VERSION, SPEC));
        }
        engine.await(engine.docker.images().pull("busybox").result());

        assertThat(sent()).containsExactly(null, null, "{}", null);
    }

    @Test
    void anUpdateThatNamesItsSourceIsLeftToIt() {
        engine.await(docker.services()
                .update("web", VERSION, SPEC, u -> u.registryAuthFrom(RegistryAuthSource.PREVIOUS_SPEC)));
        engine.await(docker.services().update("web", VERSION, SPEC, u -> u.rollback(true)));

        assertThat(lookedUp).isEmpty();
        assertThat(sent()).containsExactly(null, null);
    }

    /** A swarm keeps what comes with a service. */
    @Test
    void whatTheDockerCommandKeepsIsNotGivenToASwarm() {
        String kept = "{\"auths\":{\"registry.example:5000\":{\"auth\":\"YW5uOmh1bnRlcjI=\"}}}";
        try (DockerClient cli =
                client(RegistryCredentials.dockerCli(Map.of("DOCKER_AUTH_CONFIG", kept, "HOME", "/nowhere")))) {
            engine.await(cli.images().pull("registry.example:5000/app").result());
            engine.await(cli.services().create(SPEC));
        }
        assertThat(sent())
                .containsExactlyInAnyOrder(
                        "{\"username\":\"ann\",\"password\":\"hunter2\",\"serveraddress\":\"registry.example:5000\"}",
                        null);
    }

    @Test
    void aServiceWithoutAnImageHasNoRegistry() {
        engine.await(docker.services().create(ServiceSpec.builder().build()));
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void itIsLookedUpWhenTheCallIsMadeAndEachTimeAnew() {
        var first = docker.images().pull("busybox");
        docker.images().pull("never/used");
        assertThat(lookedUp).isEmpty();
        engine.await(first.result());
        engine.await(docker.images().pull("busybox").result());
        engine.await(docker.system().info());
        assertThat(lookedUp).containsExactly("docker.io", "docker.io");
    }

    @Test
    void aLookUpThatFailsFailsTheCallBeforeItIsSent() {
        IllegalStateException sealed = new IllegalStateException("the vault is sealed");
        try (DockerClient failing = client(registry -> {
            throw sealed;
        })) {
            assertThatThrownBy(
                            () -> engine.await(failing.images().pull("busybox").result()))
                    .isSameAs(sealed);
            assertThatThrownBy(() -> engine.await(failing.system().distribution("busybox")))
                    .isSameAs(sealed);
        }
        try (DockerClient failing = client(RegistryCredentials.dockerCli(Map.of("DOCKER_AUTH_CONFIG", "{hunter2")))) {
            assertThatThrownBy(
                            () -> engine.await(failing.images().push("acme/app").result()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("docker.io")
                    .hasMessageContaining("DOCKER_AUTH_CONFIG")
                    .hasMessageNotContaining("hunter2");
        }
        assertThat(engine.server.getAllServeEvents()).isEmpty();
    }

    @Nested
    class AsLongAsALookUpLasts {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final DockerClient slow = client(registry -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ANN;
        });

        @AfterEach
        void close() {
            end.countDown();
            slow.close();
        }

        @Test
        void otherCallsGoOn() throws Exception {
            engine.await(slow.system().info());
            var pull = slow.images().pull("busybox").result();
            begun.await();
            engine.answers(200, "[]");
            assertThat(engine.await(slow.images().list())).isEmpty();
            engine.answers(200, "{}");
            end.countDown();
            engine.await(pull);
        }

        @Test
        void aCancelledCallIsNotSentAnyMore() throws Exception {
            CompletableFuture<?> pull = slow.images().pull("busybox").result();
            CompletableFuture<?> value = slow.system().distribution("busybox");
            begun.await();
            pull.cancel(true);
            value.cancel(true);
            end.countDown();
            engine.await(slow.system().info());
            assertThat(engine.server.getAllServeEvents())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getRequest().getUrl()).endsWith("/info"));
        }

        @Test
        void theTimeOfTheCallRuns() {
            DockerClient hasty = slow.timeouts(t -> t.call(Duration.ofMillis(100)));
            assertThatThrownBy(() -> engine.await(hasty.images().pull("busybox").result()))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("call timeout");
            assertThatThrownBy(() -> engine.await(hasty.system().distribution("busybox")))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("call timeout");
            assertThat(engine.server.getAllServeEvents()).isEmpty();
        }
    }
}

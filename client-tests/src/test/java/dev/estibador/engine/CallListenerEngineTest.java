package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.connect.CallInfo;
import dev.estibador.connect.CallListener;
import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a listener hears of a real engine: a container's life, an exec in it, and a build with its session. */
class CallListenerEngineTest extends OverEveryReach {
    private final Heard heard = new Heard();

    /** How each call ended, by its operation. */
    private static final class Heard implements CallListener {
        final List<String> begun = new CopyOnWriteArrayList<>();
        final Map<String, List<String>> ends = new ConcurrentHashMap<>();
        final Map<String, CallTotals> totals = new ConcurrentHashMap<>();

        @Override
        public CallObserver started(CallInfo call) {
            begun.add(call.operation());
            return new CallObserver() {
                @Override
                public void ended(CallTotals whole) {
                    end("ended " + whole.status(), whole);
                }

                @Override
                public void failed(CallTotals whole, Throwable failure) {
                    end(failure.toString(), whole);
                }

                @Override
                public void cancelled(CallTotals whole) {
                    end("cancelled", whole);
                }

                private void end(String how, CallTotals whole) {
                    totals.put(call.operation(), whole);
                    ends.computeIfAbsent(call.operation(), none -> new CopyOnWriteArrayList<>())
                            .add(how);
                }
            };
        }
    }

    @Test
    void everyCallOfAContainersLifeIsHeardToItsEnd() {
        String id = harbor.create(c -> c.cmd("sh", "-c", "echo a line; exec sleep 60"));
        try (DockerClient docker =
                DockerClient.open(reach.config().listener(heard).build())) {
            assertThat(await(docker.containers().start(id), LIMIT)).isTrue();
            assertThat(await(docker.containers().start(id), LIMIT)).isFalse();
            assertThat(await(docker.execs().run(id, e -> e.cmd("echo", "hello")), LIMIT)
                            .stdout()
                            .text())
                    .isEqualTo("hello\n");
            await(docker.containers().stop(id, s -> s.timeoutSeconds(0)), LIMIT);
            await(docker.containers().logs(id).forEach(f -> {}), LIMIT);
        }

        assertThat(heard.ends.get("HEAD /_ping")).containsExactly("ended 200");
        assertThat(heard.ends.get("POST /containers/{}/start")).containsExactly("ended 204", "ended 304");
        assertThat(heard.ends.get("POST /exec/{}/start")).containsExactly("ended 101");
        assertThat(heard.ends.get("POST /containers/{}/stop")).containsExactly("ended 204");
        assertThat(heard.ends.get("GET /containers/{}/logs")).containsExactly("ended 200");
        assertThat(heard.totals.get("POST /exec/{}/start")).satisfies(exec -> {
            assertThat(exec.sent()).as("its request").isPositive();
            assertThat(exec.received()).isEqualTo(8 + "hello\n".length());
        });
        assertThat(heard.totals.get("GET /containers/{}/logs").received()).isEqualTo(8 + "a line\n".length());
        assertThat(heard.ends.values().stream().mapToInt(List::size).sum()).isEqualTo(heard.begun.size());
    }

    @Test
    @Needs(Capability.BUILDKIT)
    void aBuildAndItsSessionAreTwoCalls() {
        String mark = UUID.randomUUID().toString();
        var dockerfile = Dockerfile.from(Harbor.IMAGE)
                .env("MARK", mark)
                .line("RUN --mount=type=secret,id=key,required=true test -n \"$(cat /run/secrets/key)\"");
        try (DockerClient docker =
                DockerClient.open(reach.config().listener(heard).build())) {
            String id = await(
                            docker.images()
                                    .build(
                                            BuildContext.of(dockerfile),
                                            b -> b.secret(
                                                    "key", BuildSecret.of(mark.getBytes(StandardCharsets.US_ASCII))))
                                    .result(),
                            LIMIT)
                    .id();
            await(docker.images().remove(id, r -> r.force(true)), LIMIT);
        }

        assertThat(heard.ends.get("POST /build")).containsExactly("ended 200");
        assertThat(heard.ends.get("POST /session")).containsExactly("ended 101");
        assertThat(heard.totals.get("POST /build").sent()).as("the context").isGreaterThan(1024);
        assertThat(heard.totals.get("POST /session").sent()).as("the secret").isGreaterThanOrEqualTo(mark.length());
        assertThat(heard.ends.values().stream().mapToInt(List::size).sum()).isEqualTo(heard.begun.size());
    }
}

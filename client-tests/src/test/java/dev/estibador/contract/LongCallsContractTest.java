package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.image.BuilderVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that last. */
@Timeout(60)
class LongCallsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Of each kind: more together than a pool of short calls has connections. */
    private static final int EACH = 12;

    private static final List<Function<DockerClient, CompletableFuture<?>>> LONG = List.of(
            docker -> docker.containers().awaitExit("a").exit(),
            docker -> docker.containers().stop("a"),
            docker -> docker.containers().logs("a", o -> o.follow(true)).forEach(frame -> {}),
            docker -> docker.containers().stats("a").forEach(stats -> {}),
            docker -> docker.containers().attach("a").thenCompose(session -> session.output()
                    .forEach(frame -> {})),
            docker -> docker.system().events().forEach(event -> {}),
            docker -> docker.images().pull("image").result(),
            docker -> docker.images()
                    .build(BuildContext.of(Dockerfile.from("scratch")), b -> b.version(BuilderVersion.CLASSIC))
                    .result());

    /** L25: all at once, none of which ends, and short ones beside them wait for none. */
    @Test
    void neverUseUpThePoolOfShortOnes() throws Exception {
        CountDownLatch begun = new CountDownLatch(LONG.size() * EACH);
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> serve(c, begun));
                var docker = engine.client()) {
            List<CompletableFuture<?>> running = IntStream.range(0, EACH)
                    .boxed()
                    .flatMap(i -> LONG.stream().map(call -> call.apply(docker)))
                    .<CompletableFuture<?>>map(call -> call)
                    .toList();
            assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("each has a connection: %s of %s are left", begun.getCount(), LONG.size() * EACH)
                    .isTrue();
            List<CompletableFuture<?>> shorts = Stream.generate(
                            () -> docker.containers().inspect("short"))
                    .limit(200)
                    .<CompletableFuture<?>>map(call -> call)
                    .toList();
            shorts.forEach(call -> await(call, LIMIT));
            assertThat(running).noneMatch(CompletableFuture::isDone);
            running.forEach(call -> call.cancel(true));
        }
    }

    private static void serve(Conversation c, CountDownLatch begun) throws IOException {
        while (true) {
            String head = c.head();
            if (head.contains("/short/json ")) {
                c.json("{}");
                continue;
            }
            begun.countDown();
            if (head.contains("/attach?")) {
                c.say(Conversation.SWITCHED);
            } else if (head.contains("/logs?")) {
                c.say(Conversation.MULTIPLEXED);
            } else if (head.contains("/stats?") || head.contains("/events")) {
                c.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            }
            c.awaitClose();
            return;
        }
    }
}

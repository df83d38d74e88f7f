package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.TarContent;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.InterruptedCallException;
import dev.estibador.image.BuilderVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L9, L63: whoever completes the future of a call, and however, ends the call: the engine sees its connection close, at each
 * stage of the call.
 */
@Timeout(60)
class EndOfCallContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(30);

    @TempDir
    Path directory;

    /** What the engine does when a request has arrived. */
    enum Stage {
        /** It says nothing. */
        BEFORE_THE_HEAD,
        /** It answers with a head, and with a body that does not end. */
        INSIDE_THE_BODY,
        /** It answers the first requests of a call that has several, and holds the last. */
        LAST_STEP
    }

    private record Operation(String name, BiFunction<DockerClient, Path, CompletableFuture<?>> start) {
        /** After the head there is a session or a stream, which is its owner's. */
        boolean endsWithTheHead() {
            return name.startsWith("attach") || name.equals("opened") || name.equals("API version");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Operation operation(String name, BiFunction<DockerClient, Path, CompletableFuture<?>> start) {
        return new Operation(name, start);
    }

    private static final List<Operation> OPERATIONS = List.of(
            operation("ping", (docker, directory) -> docker.system().ping()),
            operation("version", (docker, directory) -> docker.system().version()),
            operation("list", (docker, directory) -> docker.containers().list()),
            operation("stop", (docker, directory) -> docker.containers().stop("c")),
            operation(
                    "exit",
                    (docker, directory) -> docker.containers().awaitExit("c").exit()),
            operation(
                    "logs", (docker, directory) -> docker.containers().logs("c").forEach(frame -> {})),
            operation("follow", (docker, directory) -> docker.containers()
                    .logs("c", l -> l.follow(true).resume(true))
                    .forEach(frame -> {})),
            operation(
                    "lines",
                    (docker, directory) -> docker.containers().logs("c").lines().forEach(line -> {})),
            operation("copy of a log", (docker, directory) -> docker.containers()
                    .logs("c")
                    .copyTo(OutputStream.nullOutputStream(), OutputStream.nullOutputStream())),
            operation(
                    "stats",
                    (docker, directory) -> docker.containers().stats("c").forEach(stats -> {})),
            operation(
                    "events",
                    (docker, directory) -> docker.system().events(e -> {}).forEach(event -> {})),
            operation("resumed events", (docker, directory) -> docker.system()
                    .events(e -> e.resume(gap -> {}))
                    .forEach(event -> {})),
            operation(
                    "pull",
                    (docker, directory) -> docker.images().pull("alpine").result()),
            operation(
                    "pull that is shown",
                    (docker, directory) -> docker.images().pull("alpine").result(progress -> {})),
            operation("build", (docker, directory) -> docker.images()
                    .build(
                            BuildContext.of(Dockerfile.from("scratch"), files -> files.text("a", "b")),
                            b -> b.version(BuilderVersion.CLASSIC))
                    .result()),
            operation("build with BuildKit", (docker, directory) -> docker.images()
                    .build(BuildContext.of(Dockerfile.from("scratch"), files -> files.text("a", "b")))
                    .result()),
            operation("push", (docker, directory) -> docker.images().push("a").result()),
            operation("load", (docker, directory) -> docker.images()
                    .load(TarContent.of(directory.resolve("own")))
                    .result()),
            operation("save", (docker, directory) -> docker.images().save("a").extractTo(directory)),
            operation("commit", (docker, directory) -> docker.images().commit("c", o -> {})),
            operation("create", (docker, directory) -> docker.containers().create("a", o -> {})),
            operation(
                    "push of a plugin",
                    (docker, directory) -> docker.plugins().push("p").result()),
            operation(
                    "log of a service",
                    (docker, directory) -> docker.services().logs("s").forEach(frame -> {})),
            operation(
                    "log of a task",
                    (docker, directory) -> docker.tasks().logs("t").forEach(frame -> {})),
            operation("log into a file", (docker, directory) -> docker.containers()
                    .logs("c")
                    .copyTo(Channels.newChannel(OutputStream.nullOutputStream()))),
            operation("attach by WebSocket", (docker, directory) -> docker.containers()
                    .attachWebSocket("c")),
            operation(
                    "opened",
                    (docker, directory) -> docker.containers().logs("c").opened()),
            operation("API version", (docker, directory) -> docker.apiVersion()),
            operation(
                    "old log",
                    (docker, directory) -> docker.containers().logs("old").forEach(frame -> {})),
            operation("attach", (docker, directory) -> docker.containers().attach("c")),
            operation("attach to exec", (docker, directory) -> docker.execs().attach("e")),
            operation("run", (docker, directory) -> docker.execs().run("c", e -> e.cmd("true"))),
            operation("end of exec", (docker, directory) -> docker.execs().awaitEnd("e")),
            operation("healthy", (docker, directory) -> docker.containers().awaitHealthy("c")),
            operation("line", (docker, directory) -> docker.containers().awaitLine("c", line -> false)),
            operation(
                    "download", (docker, directory) -> docker.containers().download("c", "/f", directory.resolve("f"))),
            operation("upload", (docker, directory) -> docker.containers().upload("c", directory.resolve("own"), "/f")),
            operation("copy out", (docker, directory) -> docker.containers()
                    .copyOut("c", "/f")
                    .extractTo(directory)),
            operation("copy in", (docker, directory) -> docker.containers()
                    .copyIn("c", "/", files -> files.text("a", "b"))));

    enum Ending {
        CANCEL,
        COMPLETE,
        FAIL,
        OR_TIMEOUT,
        COMPLETE_ON_TIMEOUT,
        COMPLETE_ASYNC,
        OBTRUDE,
        AWAIT_WITH_A_LIMIT,
        INTERRUPT;

        void end(CompletableFuture<?> call) throws InterruptedException {
            @SuppressWarnings("unchecked") // null is of every type
            CompletableFuture<Object> future = (CompletableFuture<Object>) call;
            switch (this) {
                case CANCEL -> future.cancel(true);
                case COMPLETE -> future.complete(null);
                case FAIL -> future.completeExceptionally(new IllegalStateException("on purpose"));
                case OR_TIMEOUT -> future.orTimeout(SHORT.toMillis(), TimeUnit.MILLISECONDS);
                case COMPLETE_ON_TIMEOUT -> future.completeOnTimeout(null, SHORT.toMillis(), TimeUnit.MILLISECONDS);
                case COMPLETE_ASYNC -> future.completeAsync(() -> null);
                case OBTRUDE -> future.obtrudeValue(null);
                case AWAIT_WITH_A_LIMIT ->
                    assertThatThrownBy(() -> await(future, SHORT)).isInstanceOf(EngineTimeoutException.class);
                case INTERRUPT -> {
                    CompletableFuture<Boolean> kept = new CompletableFuture<>();
                    Thread waiting = new Thread(() -> {
                        try {
                            await(future);
                        } catch (InterruptedCallException e) {
                            kept.complete(Thread.currentThread().isInterrupted());
                        }
                    });
                    waiting.start();
                    waiting.interrupt();
                    waiting.join();
                    assertThat(kept).isCompletedWithValue(true);
                }
                default -> throw new IllegalStateException();
            }
        }
    }

    static Stream<Arguments> cells() {
        return OPERATIONS.stream().flatMap(call -> Arrays.stream(Stage.values())
                .filter(stage -> stage == Stage.BEFORE_THE_HEAD || !call.endsWithTheHead())
                .flatMap(stage -> Arrays.stream(Ending.values()).map(ending -> Arguments.of(call, stage, ending))));
    }

    /** Counts the connections on which a reply is owed. */
    private static final class Held {
        private final CountDownLatch some = new CountDownLatch(1);
        private final AtomicInteger now = new AtomicInteger();

        void hold(Conversation c) {
            now.incrementAndGet();
            some.countDown();
            c.awaitClose();
            now.decrementAndGet();
        }

        void awaitNone() {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (now.get() > 0) {
                assertThat(System.nanoTime())
                        .as("%s connections left open", now)
                        .isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    private static void play(Conversation c, Stage stage, Held held) throws IOException {
        while (true) {
            String head = c.head();
            for (int left = contentLength(head); left > 0; left--) {
                c.read();
            }
            // the reply to a HEAD has no body to be inside of
            boolean earlier = stage == Stage.LAST_STEP || (stage == Stage.INSIDE_THE_BODY && head.startsWith("HEAD "));
            String known = earlier ? answer(head) : null;
            if (known == null) {
                if (stage != Stage.BEFORE_THE_HEAD) {
                    c.say(
                            head.contains("Upgrade: ")
                                    ? Conversation.SWITCHED
                                    : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                                            + (head.contains("/old/")
                                                    ? ""
                                                    : "Content-Type: application/vnd.docker.multiplexed-stream\r\n")
                                            + "X-Docker-Container-Path-Stat: " + STAT + "\r\n\r\n");
                }
                held.hold(c);
                return;
            }
            c.say(known);
        }
    }

    private static int contentLength(String head) {
        Matcher length = Pattern.compile("(?i)\r\nContent-Length: (\\d+)").matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static final String STAT = Base64.getEncoder()
            .encodeToString("{\"name\":\"f\",\"size\":1,\"mode\":420}".getBytes(StandardCharsets.UTF_8));

    /** What is answered at once; null for a request that is the last of its call. */
    private static String answer(String head) {
        if (head.startsWith("HEAD ") && head.contains("/archive")) {
            return "HTTP/1.1 200 OK\r\nX-Docker-Container-Path-Stat: " + STAT + "\r\n\r\n";
        }
        String path = head.substring(0, head.indexOf(" HTTP/"));
        String body = path.endsWith("/containers/c/exec")
                ? "{\"Id\":\"e\"}"
                : path.endsWith("/exec/e/json")
                        ? "{\"ID\":\"e\",\"Running\":true,\"ProcessConfig\":{\"tty\":false}}"
                        : path.endsWith("/containers/c/json")
                                ? "{\"Id\":\"c\",\"State\":{\"Running\":true,\"Health\":{\"Status\":\"starting\"}}}"
                                : null;
        return body == null ? null : "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whoeverCompletesTheFutureEndsTheCall(Operation call, Stage stage, Ending ending) throws Exception {
        if (call.name().equals("end of exec") && stage == Stage.LAST_STEP) {
            return; // it has no last step
        }
        Files.writeString(directory.resolve("own"), "own");
        Held held = new Held();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> play(c, stage, held));
                var docker =
                        call.name().equals("API version") ? engine.client(c -> c.apiVersion(null)) : engine.client()) {
            CompletableFuture<?> future = call.start().apply(docker, directory);
            assertThat(held.some.await(10, TimeUnit.SECONDS)).isTrue();

            ending.end(future);

            held.awaitNone();
        }
    }
}

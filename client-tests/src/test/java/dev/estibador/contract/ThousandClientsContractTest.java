package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.image.BuilderVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** L48: a client that is closed in the middle of its work leaves nothing: counted over a thousand of them in a new JVM. */
class ThousandClientsContractTest {
    @TempDir
    Path directory;

    @Test
    void thatAreClosedWithOpenCallsLeaveNothing() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        assertThat(new ChildJvm(directory)
                        .flags("-Djava.io.tmpdir=" + temporary, "-Xmx512m")
                        .run(Program.class))
                .isEqualTo("nothing is left\n");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> !path.getFileName().toString().startsWith("hsperfdata")))
                    .isEmpty();
        }
    }

    /** Closing waits for no user code, which may wait itself. */
    @Test
    @Timeout(60)
    void oneWhoseExecutorIsBusyIsClosed() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        CountDownLatch release = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> Program.serve(c, new Semaphore(0)))) {
            DockerClient docker = engine.client(b -> b.executor(single));
            CountDownLatch busy = new CountDownLatch(1);
            single.execute(() -> {
                busy.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // the end of the test
                }
            });
            busy.await();
            var stream = docker.containers().logs("a", o -> o.follow(true)).forEach(frame -> {});
            CompletableFuture<Void> closed = CompletableFuture.runAsync(docker::close);
            closed.get(20, TimeUnit.SECONDS);
            assertThat(stream).isNotNull();
        } finally {
            release.countDown();
            single.shutdownNow();
        }
    }

    static final class Program {
        private static final int TIMES = 1000;
        private static final int LIMIT_SECONDS = 20;

        /** Each is under way when its client is closed. */
        private static final List<Function<DockerClient, Object>> CALLS = List.of(
                docker -> docker.containers().logs("a", o -> o.follow(true)).forEach(frame -> {}),
                docker -> docker.containers().attach("a", o -> o.stdin(true)),
                docker -> docker.system().events().forEach(event -> {}),
                docker -> docker.images()
                        .build(BuildContext.of(Dockerfile.from("scratch")), b -> b.version(BuilderVersion.CLASSIC))
                        .result(),
                docker ->
                        docker.containers().copyIn("a", "/", FileSet.of(set -> set.bytes("large", new byte[1 << 20]))));

        private record Possessions(long threads, long files, long processes) {
            static Possessions now() {
                try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                    return new Possessions(
                            Thread.getAllStackTraces().keySet().stream()
                                    .filter(thread -> thread.getName().startsWith("estibador"))
                                    .count(),
                            files.count(),
                            ProcessHandle.current().descendants().count());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            boolean isNoMoreThan(Possessions before) {
                return threads <= before.threads && files <= before.files && processes <= before.processes;
            }
        }

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Semaphore asked = new Semaphore(0);
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> serve(c, asked))) {
                for (int i = 0; i < 2 * CALLS.size(); i++) {
                    one(engine, asked, i); // what is loaded once, and kept for good
                }
                Possessions before = settled(new Possessions(0, Long.MAX_VALUE, 0));
                for (int i = 0; i < TIMES; i++) {
                    one(engine, asked, i);
                }
                Possessions after = settled(before);
                System.out.println(after.isNoMoreThan(before) ? "nothing is left" : after + " after " + before);
            }
        }

        /** Until no more is there, which the engine's end of a connection takes a moment for. */
        private static Possessions settled(Possessions most) throws InterruptedException {
            Possessions now = Possessions.now();
            for (int i = 0; i < 1000 && !now.isNoMoreThan(most); i++) {
                TimeUnit.MILLISECONDS.sleep(10); // only until it is so, which the caller demands
                now = Possessions.now();
            }
            return now;
        }

        private static void one(ScriptedEngine engine, Semaphore asked, int number) throws Exception {
            try (DockerClient docker = engine.client()) {
                Object call = CALLS.get(number % CALLS.size()).apply(docker);
                if (call == null || !asked.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("call " + number + " does not come");
                }
            }
        }

        static void serve(Conversation c, Semaphore asked) throws IOException {
            String head = c.head();
            if (head.contains("/attach?")) {
                c.say(Conversation.SWITCHED);
            } else if (head.contains("/logs?")) {
                c.say(Conversation.MULTIPLEXED).chunk(Conversation.frame(1, "one\n"));
            } else if (head.contains("/events")) {
                c.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            }
            asked.release();
            c.awaitClose();
        }
    }
}

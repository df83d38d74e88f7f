package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.matrix.DefaultEngineOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** L48: a client that was closed leaves nothing, however often. */
@DefaultEngineOnly("counts what a client leaves, whatever the engine")
class OpenAndCloseEngineTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static int times(Reach reach) {
        return switch (reach) {
            case UNIX_NATIVE -> 1000;
            case SSH -> 25; // a login each
            default -> 200;
        };
    }

    /** What a process has: threads of clients, open files, and processes that it has started. */
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
                throw new IllegalStateException(e);
            }
        }

        boolean isNoMoreThan(Possessions before) {
            return threads <= before.threads && files <= before.files && processes <= before.processes;
        }
    }

    private static void openAndClose(Reach reach) {
        try (DockerClient docker = reach.open()) {
            assertThat(await(docker.system().ping(), LIMIT).apiVersion()).isNotNull();
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Reaches.class)
    void manyClientsLeaveNothing(Reach reach) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            openAndClose(reach); // what is loaded once, and kept for good
        }
        Possessions before = Possessions.now();
        for (int i = 0; i < times(reach); i++) {
            openAndClose(reach);
        }
        Possessions after = Possessions.now();
        for (int i = 0; i < 500 && !after.isNoMoreThan(before); i++) {
            TimeUnit.MILLISECONDS.sleep(10); // only until it is so, which the next line demands
            after = Possessions.now();
        }
        assertThat(after).matches(left -> left.isNoMoreThan(before), "no more than " + before);
    }
}

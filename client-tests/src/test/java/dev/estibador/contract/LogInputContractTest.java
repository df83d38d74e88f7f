package dev.estibador.contract;

import static dev.estibador.contract.LogTalk.LIMIT;
import static dev.estibador.contract.LogTalk.all;
import static dev.estibador.contract.LogTalk.out;
import static dev.estibador.contract.LogTalk.saying;
import static dev.estibador.contract.LogTalk.with;
import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log as an input stream, and that each log has one consumer. */
class LogInputContractTest {
    private final Script both = saying(frame(1, "out ") + frame(2, "err "), frame(1, "\u00ff\u0000"), frame(1, "end"));

    private static String read(InputStream input) {
        try (input) {
            return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasBothSourcesOrOne() throws IOException {
        String all = with(both, logs -> read(logs.asInputStream()));
        String stdout = with(both, logs -> read(logs.asInputStream(StreamSource.STDOUT)));
        String stderr = with(both, logs -> read(logs.asInputStream(StreamSource.STDERR)));

        assertThat(List.of(all, stdout, stderr))
                .containsExactly("out err \u00ff\u0000end", "out \u00ff\u0000end", "err ");
    }

    @Test
    void isReadOverTheBordersOfFramesAndByteByByte() throws IOException {
        with(saying(frame(1, "abc") + frame(2, "\u00ff") + frame(1, "de")), logs -> {
            try (InputStream input = logs.asInputStream()) {
                assertThat(input.available()).isZero();
                assertThat(input.read()).isEqualTo('a');
                assertThat(input.available()).isEqualTo(2);
                byte[] rest = new byte[10];
                assertThat(input.read(rest, 0, 0)).isZero();
                assertThat(input.read(rest, 1, 4)).isEqualTo(4);
                assertThat(rest).startsWith(0, 'b', 'c', 0xff, 'd').endsWith(0, 0);
                assertThat(input.read()).isEqualTo('e');
                assertThat(input.read()).isEqualTo(-1);
                assertThat(input.read(rest)).isEqualTo(-1);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return logs;
        });
    }

    /** L5, L6. */
    @Test
    void throwsTheFailureOfTheStreamAsItsCause() throws IOException {
        with(saying(frame(1, "one") + frame(3, "the disk is full")), logs -> {
            InputStream input = logs.asInputStream();
            assertThatThrownBy(input::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the disk is full")
                    .hasCauseInstanceOf(StreamFailedException.class);
            return logs;
        });
    }

    /** L9. */
    @Test
    void canBeClosedWhileItIsReadFrom() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Script script = c -> {
            c.head();
            c.say(MULTIPLEXED).chunk(frame(1, "one")).awaitClose();
            closed.countDown();
        };
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            with(script, logs -> {
                try {
                    InputStream input = logs.asInputStream();
                    assertThat(input.readNBytes(3)).hasSize(3);
                    var next = CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return String.valueOf(input.read());
                                } catch (IOException e) {
                                    return String.valueOf(e.getMessage());
                                }
                            },
                            reader);
                    input.close();
                    assertThat(await(next, LIMIT)).isEqualTo("this stream is closed");
                    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
                return logs;
            });
        } finally {
            reader.shutdown();
        }
    }

    /** All ways to consume, of which only the first one has an effect. */
    static Stream<Function<FrameStream, CompletableFuture<?>>> views() {
        return Stream.of(
                logs -> logs.forEach(frame -> {}),
                logs -> logs.lines().forEach(line -> {}),
                logs -> logs.copyTo(OutputStream.nullOutputStream()),
                logs -> CompletableFuture.runAsync(() -> logs.iterate().close()),
                logs -> CompletableFuture.runAsync(() -> logs.lines().iterate().close()),
                logs -> CompletableFuture.runAsync(() -> read(logs.asInputStream())));
    }

    @ParameterizedTest
    @MethodSource("views")
    void thereIsOneConsumerWhateverItsView(Function<FrameStream, CompletableFuture<?>> other) throws IOException {
        with(saying(frame(1, "one\n")), logs -> {
            await(logs.opened(), LIMIT);
            var lines = logs.lines();
            assertThatThrownBy(() -> {
                        await(lines.forEach(line -> {}), LIMIT);
                        await(other.apply(logs), LIMIT);
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has its consumer already");
            return logs;
        });
    }

    /** Output of a session has the same views. */
    @Test
    void aSessionsOutputHasThemToo() throws IOException {
        Script script = (Conversation c) -> {
            c.head();
            c.say("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n" + frame(1, "one\ntw") + frame(2, "e")
                    + frame(1, "o"));
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                var docker = engine.client();
                var session = await(docker.containers().attach("web"), LIMIT)) {
            assertThat(all(session.output()))
                    .containsExactly(out("one"), out("two"), new LogLine(StreamSource.STDERR, "e"));
        }
    }
}

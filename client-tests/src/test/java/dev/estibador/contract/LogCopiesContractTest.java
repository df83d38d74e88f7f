package dev.estibador.contract;

import static dev.estibador.contract.LogTalk.LIMIT;
import static dev.estibador.contract.LogTalk.out;
import static dev.estibador.contract.LogTalk.saying;
import static dev.estibador.contract.LogTalk.with;
import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.TransferFailedException;
import dev.estibador.stream.OutputTransfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of a log, each with the bounds and the one end of the stream itself. */
class LogCopiesContractTest {
    @TempDir
    Path folder;

    private final Script both =
            saying(frame(1, "out ") + frame(2, "err "), frame(1, "\u00ff\u0000"), frame(2, ""), frame(1, "end"));

    private void assertBoth(OutputTransfer transfer) {
        assertThat(transfer.stdoutBytes()).isEqualTo(9);
        assertThat(transfer.stderrBytes()).isEqualTo(4);
        assertThat(transfer.bytes()).isEqualTo(13);
        assertThat(transfer.frames()).isEqualTo(5);
        assertThat(transfer.duration()).isPositive().isLessThan(LIMIT);
    }

    @Test
    void goToAStreamInTheOrderOfArrival() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        assertBoth(with(both, logs -> await(logs.copyTo(target), LIMIT)));

        assertThat(target.toString(StandardCharsets.ISO_8859_1)).isEqualTo("out err \u00ff\u0000end");
    }

    @Test
    void goToAStreamForEachSource() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertBoth(with(both, logs -> await(logs.copyTo(out, err), LIMIT)));

        assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("out \u00ff\u0000end");
        assertThat(err.toString(StandardCharsets.ISO_8859_1)).isEqualTo("err ");
    }

    @Test
    void goToAChannel() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        assertBoth(with(both, logs -> await(logs.copyTo(Channels.newChannel(target)), LIMIT)));

        assertThat(target.toString(StandardCharsets.ISO_8859_1)).isEqualTo("out err \u00ff\u0000end");
        Pipe pipe = Pipe.open();
        try (var sink = pipe.sink();
                var source = pipe.source()) {
            sink.configureBlocking(false);
            assertThatThrownBy(() -> with(both, logs -> logs.copyTo(sink)))
                    .isInstanceOf(IllegalBlockingModeException.class);
            assertThat(source.isOpen()).isTrue();
        }
    }

    @Test
    void goToAFileThatIsReplacedOrAddedTo() throws IOException {
        Path file = folder.resolve("app.log");
        Files.writeString(file, "what was there before, and is longer than what comes now");
        assertBoth(with(both, logs -> await(logs.copyTo(file), LIMIT)));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo("out err \u00ff\u0000end");

        with(saying(frame(1, "more")), logs -> await(logs.copyTo(file, StandardOpenOption.APPEND), LIMIT));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).endsWith("\u0000endmore");
        assertThatThrownBy(() -> with(both, logs -> logs.copyTo(file, StandardOpenOption.READ)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofNothingMakeAnEmptyFile() throws IOException {
        Path file = folder.resolve("empty.log");
        OutputTransfer transfer = with(saying(), logs -> await(logs.copyTo(file), LIMIT));

        assertThat(transfer.bytes() + transfer.frames()).isZero();
        assertThat(file).isEmptyFile();
    }

    /** Many small frames, and some that are longer than what is gathered for one write. */
    @Test
    void ofAnyFramesAreByteExact() throws IOException {
        StringBuilder sent = new StringBuilder();
        List<String> chunks = new ArrayList<>();
        for (int size : new int[] {1, 100, 40_000, 100_000, 3, 70_000}) {
            for (int i = 0; i < 5; i++) {
                String text = String.valueOf((char) ('a' + i)).repeat(size);
                sent.append(text);
                chunks.add(frame(1 + i % 2, text));
            }
        }
        Path file = folder.resolve("exact.log");
        OutputTransfer transfer =
                with(saying(String.join("", chunks), String.join("", chunks)), logs -> await(logs.copyTo(file), LIMIT));

        assertThat(transfer.bytes()).isEqualTo(2L * sent.length());
        assertThat(transfer.frames()).isEqualTo(2L * chunks.size());
        assertThat(Files.readString(file)).isEqualTo(sent.toString() + sent);
    }

    /** L10: and no file is made or emptied for it. */
    @Test
    void thatTheEngineRefusesFailAsTheCallDoes() throws IOException {
        Path file = folder.resolve("refused.log");
        Script refusing = c -> {
            c.head();
            c.say("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n"
                            + "{\"message\":\"no web here\"}".substring(0, 23))
                    .awaitClose();
        };

        assertThatThrownBy(() -> with(refusing, logs -> await(logs.copyTo(file), LIMIT)))
                .isInstanceOf(NotFoundException.class);
        assertThat(file).doesNotExist();
    }

    /** L5: what came before the cut is there, and the failure tells how much. */
    @Test
    void ofAStreamThatIsCutTellHowMuchArrived() throws IOException {
        Path file = folder.resolve("cut.log");
        Script cutting = c -> {
            c.head();
            c.say(MULTIPLEXED)
                    .chunk(frame(1, "one") + frame(2, "two!"))
                    .say("20\r\n" + frame(1, "half").substring(0, 10));
        };
        TransferFailedException failure = catchThrowableOfType(
                TransferFailedException.class, () -> with(cutting, logs -> await(logs.copyTo(file), LIMIT)));

        assertThat(failure)
                .hasMessageStartingWith("GET /containers/web/logs: the stream failed: ")
                .hasMessageEndingWith(", after 3 bytes of stdout and 4 of stderr in 2 frames")
                .hasCauseInstanceOf(StreamFailedException.class);
        assertThat(List.of(failure.stdoutBytes(), failure.stderrBytes(), failure.frames()))
                .containsExactly(3L, 4L, 2L);
        assertThat(Files.readString(file)).isEqualTo("onetwo!");
    }

    /** L9: a write that fails ends the stream, which the engine sees. */
    @Test
    void thatCannotBeWrittenEndTheStream() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Script endless = c -> {
            c.head();
            c.say(MULTIPLEXED).chunk(frame(2, "one")).chunk(frame(1, "two")).awaitClose();
            closed.countDown();
        };
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        TransferFailedException failure = catchThrowableOfType(
                TransferFailedException.class,
                () -> with(endless, logs -> {
                    OutputTransfer never = await(logs.copyTo(full, errors), LIMIT);
                    return never;
                }));

        assertThat(failure)
                .hasMessageContaining("the output stream could not be written: ")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("after 0 bytes of stdout")
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void toAFileThatCannotBeOpenedEndTheStreamToo() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Script quiet = c -> {
            c.head();
            c.say(MULTIPLEXED).awaitClose();
            closed.countDown();
        };

        assertThatThrownBy(() -> with(quiet, logs -> await(logs.copyTo(folder.resolve("no/such/folder.log")), LIMIT)))
                .isInstanceOf(TransferFailedException.class)
                .hasMessageContaining("folder.log could not be written")
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** L7, L8: a target that blocks takes one thread, holds up the engine, and no other call. */
    @Test
    void toASlowTargetHoldUpTheEngineAndNobodyElse() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Long> sent = new CompletableFuture<>();
        Script script = c -> {
            if (c.head().contains("/containers/json")) {
                c.json("[]").awaitClose();
                return;
            }
            c.say(MULTIPLEXED);
            String chunk = frame(1, "x".repeat(16 << 10));
            long bytes = 0;
            try {
                for (int i = 0; i < 4096; i++) {
                    c.chunk(chunk);
                    bytes += 16 << 10;
                }
            } catch (IOException e) {
                // cancelled, as it should be
            } finally {
                sent.complete(bytes);
            }
        };
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("in pieces, not byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writing.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                var docker = engine.client()) {
            var copy = docker.containers().logs("web").copyTo(slow);
            assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThat(copy.cancel(true)).isTrue();
            assertThat(await(sent, LIMIT)).as("what the engine got rid of").isLessThan(2L << 20);
            go.countDown();
        }
    }

    /** L8: an executor with one thread has it for other work while nothing comes. */
    @Test
    void holdNoThreadWhileNothingComes() throws Exception {
        CountDownLatch open = new CountDownLatch(50);
        ExecutorService single = Executors.newSingleThreadExecutor();
        Script script = c -> {
            c.head();
            c.say(MULTIPLEXED).chunk(frame(1, "one"));
            c.awaitClose();
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                var docker = engine.client(config -> config.executor(single))) {
            List<CompletableFuture<OutputTransfer>> copies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                copies.add(docker.containers().logs("web", l -> l.follow(true)).copyTo(new OutputStream() {
                    @Override
                    public void write(int b) {}

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        open.countDown();
                    }
                }));
            }

            assertThat(open.await(20, TimeUnit.SECONDS))
                    .as("all got the first frame")
                    .isTrue();
            copies.forEach(copy -> copy.cancel(true));
        } finally {
            single.shutdown();
        }
    }

    /** L9: also before the engine has answered. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void canBeCancelled(boolean answered) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Script script = c -> {
            c.head();
            if (answered) {
                c.say(MULTIPLEXED);
            }
            asked.countDown();
            c.awaitClose();
            closed.countDown();
        };
        with(script, logs -> {
            var copy = logs.copyTo(folder.resolve("cancelled.log"));
            try {
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
                copy.cancel(true);
                assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return copy;
        });
    }

    @Test
    void ofAStreamThatIsCancelledEndAsCancelled() throws IOException {
        Script script = c -> {
            c.head();
            c.say(MULTIPLEXED).awaitClose();
        };
        with(script, logs -> {
            var copy = logs.copyTo(OutputStream.nullOutputStream());
            await(logs.opened(), LIMIT);
            logs.cancel();
            assertThatThrownBy(() -> await(copy, LIMIT)).isInstanceOf(CancellationException.class);
            return copy;
        });
    }
}

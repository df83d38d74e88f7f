package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.stream.AttachSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** L21: what goes into a session waits for the process, and ends with it. */
@ParameterizedClass
@EnumSource(Kind.class)
class SessionInputContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MIB = 1 << 20;
    /** What two sockets and the client's writing may take up before a process that does not read is felt. */
    private static final int BETWEEN = 16 * MIB;

    @Parameter
    Kind kind;

    private static AttachSession attach(DockerClient docker) {
        return await(docker.containers().attach("web", a -> a.stdin(true)), LIMIT);
    }

    private static String output(AttachSession session) {
        StringBuilder text = new StringBuilder();
        await(session.output().forEach(frame -> text.append(frame.text())), LIMIT);
        return text.toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says back what it was told, after the end of it. */
    private ScriptedEngine echo() throws IOException {
        return new ScriptedEngine(kind, c -> {
            c.headOfAttach();
            c.say(SWITCHED);
            c.say(frame(1, c.rest()));
        });
    }

    /** Never reads what it is told, until it is let go; then it ends. */
    private ScriptedEngine deaf(CountDownLatch release) throws IOException {
        return new ScriptedEngine(kind, c -> {
            if (c.headOfAttach().contains("/_ping")) {
                c.say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nOK");
                return;
            }
            c.say(SWITCHED);
            try {
                assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
    }

    @Test
    void anInputStreamIsWrittenWholeAndTheInputStaysOpen() throws Exception {
        try (var engine = echo();
                var docker = engine.client();
                var session = attach(docker)) {
            await(session.writeAll(new ByteArrayInputStream("words ".getBytes(StandardCharsets.UTF_8))), LIMIT);
            await(session.write("and more"), LIMIT);
            await(session.closeInput(), LIMIT);

            assertThat(output(session)).isEqualTo("words and more");
        }
    }

    @Test
    void aPublisherIsWrittenWholeAndTheInputStaysOpen() throws Exception {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
        try (var engine = echo();
                var docker = engine.client();
                var session = attach(docker)) {
            var all = session.writeAll(publisher);
            publisher.submit(bytes("one "));
            publisher.submit(bytes("two "));
            publisher.close();
            await(all, LIMIT);
            await(session.write("three"), LIMIT);
            await(session.closeInput(), LIMIT);

            assertThat(output(session)).isEqualTo("one two three");
        }
    }

    /** The writes stay incomplete, and nothing else of the client suffers. */
    @Test
    void writesWaitForAProcessThatDoesNotRead() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var engine = deaf(release);
                var docker = engine.client();
                var session = attach(docker)) {
            List<CompletableFuture<Void>> writes = new ArrayList<>();
            for (int i = 0; i < BETWEEN / MIB; i++) {
                writes.add(session.write(ByteBuffer.allocate(MIB)));
            }
            await(docker.system().ping(), LIMIT);
            assertThat(writes.get(writes.size() - 1)).isNotDone();

            release.countDown();
            assertThatThrownBy(() -> await(writes.get(writes.size() - 1), LIMIT))
                    .isInstanceOf(ConnectionException.class);
            assertThatThrownBy(() -> await(session.write("late"), LIMIT)).isInstanceOf(ConnectionException.class);
        }
    }

    /** What was read and is not written yet is bounded, and the process's end ends it. */
    @Test
    void anEndlessStreamIsReadNoFasterThanTheProcessReads() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicLong taken = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return (int) (taken.getAndIncrement() & 0xff);
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                taken.addAndGet(length);
                return length;
            }
        };
        try (var engine = deaf(release);
                var docker = engine.client();
                var session = attach(docker)) {
            var all = session.writeAll(endless);
            long before = -1;
            while (taken.get() != before) {
                before = taken.get();
                // each of these goes through the client's threads, behind what is under way there
                await(docker.system().ping(), LIMIT);
            }
            assertThat(all).isNotDone();
            assertThat(taken).hasValueLessThan(BETWEEN);

            release.countDown();
            assertThatThrownBy(() -> await(all, LIMIT)).isInstanceOf(ConnectionException.class);
        }
    }

    /** A terminal's input waits for a key for ever: the process's end is not to wait for it. */
    @Test
    void theEndOfTheProcessEndsAQuietInput() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var engine = deaf(release);
                var docker = engine.client();
                var session = attach(docker);
                var keys = new PipedOutputStream();
                var quiet = new PipedInputStream(keys)) {
            var all = session.writeAll(quiet);
            var output = session.output().forEach(frame -> {});
            release.countDown();
            await(output, LIMIT);

            assertThatThrownBy(() -> await(all, LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the session ended");
        }
    }

    @Test
    void theEndOfTheSessionCancelsThePublisher() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
        try (var engine = deaf(release);
                var docker = engine.client()) {
            CompletableFuture<Void> all;
            try (var session = attach(docker)) {
                all = session.writeAll(publisher);
                assertThat(publisher.hasSubscribers()).isTrue();
            }
            assertThatThrownBy(() -> await(all, LIMIT)).isInstanceOf(ConnectionException.class);
            awaitLeft(publisher);
            release.countDown();
        }
    }

    @Test
    void cancellingTheFutureCancelsThePublisherAndLeavesTheSession() throws Exception {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
        try (var engine = echo();
                var docker = engine.client();
                var session = attach(docker)) {
            var all = session.writeAll(publisher);
            all.cancel(true);
            awaitLeft(publisher);
            assertThatThrownBy(() -> await(all, LIMIT)).isInstanceOf(CancellationException.class);
            await(session.write("still here"), LIMIT);
            await(session.closeInput(), LIMIT);

            assertThat(output(session)).isEqualTo("still here");
        }
    }

    /** A cancelled subscriber is forgotten when the publisher next speaks to it. */
    private static void awaitLeft(SubmissionPublisher<ByteBuffer> publisher) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (publisher.hasSubscribers()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aSourceThatFailsIsATypedErrorAndLeavesTheSession() throws Exception {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
        try (var engine = echo();
                var docker = engine.client();
                var session = attach(docker)) {
            var all = session.writeAll(publisher);
            publisher.submit(bytes("half"));
            publisher.closeExceptionally(new IOException("the source is cut"));
            assertThatThrownBy(() -> await(all, LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("POST /containers/web/attach")
                    .hasMessageContaining("the source is cut");
            await(session.closeInput(), LIMIT);

            assertThat(output(session)).isIn("half", "");
        }
    }

    @Test
    void afterTheEndOfTheInputNothingIsWritten() throws Exception {
        try (var engine = echo();
                var docker = engine.client();
                var session = attach(docker)) {
            await(session.closeInput(), LIMIT);

            assertThatThrownBy(() -> await(session.writeAll(new ByteArrayInputStream(new byte[1])), LIMIT))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}

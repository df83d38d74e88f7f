package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.netty.wire.ChunkPublisher;
import dev.estibador.stream.Blocking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L21: what is fed into a session waits for the process, and nothing waits in vain. */
class InputFeedTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int WINDOW = 4;

    private final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, "user-code"));
    private final BlockingQueue<CompletableFuture<Void>> writes = new LinkedBlockingQueue<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final InputFeed feed = new InputFeed("POST /exec/e1/start", this::write, executor);
    private final Pieces pieces = new Pieces();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void publish(Flow.Publisher<ByteBuffer> publisher) {
        new GuardedPublisher("POST /exec/e1/start", publisher, executor).subscribe(feed);
    }

    private CompletableFuture<Void> write(ByteBuffer bytes) {
        written.add(StandardCharsets.UTF_8.decode(bytes).toString());
        CompletableFuture<Void> write = new CompletableFuture<>();
        writes.add(write);
        return write;
    }

    private CompletableFuture<Void> nextWrite() throws InterruptedException {
        return writes.poll(10, TimeUnit.SECONDS);
    }

    /** Gives what the test says, and remembers what it was asked, and where. */
    private static final class Pieces implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        final BlockingQueue<Long> requests = new LinkedBlockingQueue<>();
        final CountDownLatch cancelled = new CountDownLatch(1);
        final List<String> strangers = new ArrayList<>();
        private Flow.Subscriber<? super ByteBuffer> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            atHome();
            requests.add(n);
        }

        @Override
        public void cancel() {
            atHome();
            cancelled.countDown();
        }

        private void atHome() {
            if (!Thread.currentThread().getName().equals("user-code")) {
                strangers.add(Thread.currentThread().getName());
            }
        }

        void give(String text) {
            subscriber.onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        long awaitRequest() throws InterruptedException {
            Long n = requests.poll(10, TimeUnit.SECONDS);
            return n == null ? -1 : n;
        }
    }

    @Test
    void asksForTheNextPieceWhenOneWasWritten() throws Exception {
        publish(pieces);
        assertThat(pieces.awaitRequest()).isEqualTo(WINDOW);
        pieces.give("a");
        pieces.give("b");
        assertThat(pieces.requests).isEmpty();
        nextWrite().complete(null);
        assertThat(pieces.awaitRequest()).isEqualTo(1);
        pieces.subscriber.onComplete();
        assertThat(feed.result()).as("a write is still under way").isNotDone();
        nextWrite().complete(null);

        Blocking.await(feed.result(), LIMIT);
        assertThat(written).containsExactly("a", "b");
        assertThat(pieces.cancelled.getCount()).isEqualTo(1);
        assertThat(pieces.strangers).as("threads that called the user's code").isEmpty();
    }

    @Test
    void aWriteThatFailsLeavesThePublisher() throws Exception {
        publish(pieces);
        assertThat(pieces.awaitRequest()).isEqualTo(WINDOW);
        pieces.give("a");
        nextWrite().completeExceptionally(new ConnectionException(null, "gone", null));

        assertThatThrownBy(() -> Blocking.await(feed.result(), LIMIT)).isInstanceOf(ConnectionException.class);
        assertThat(pieces.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pieces.strangers).isEmpty();
    }

    @Test
    void cancellingTheFutureLeavesThePublisher() throws Exception {
        publish(pieces);
        assertThat(pieces.awaitRequest()).isEqualTo(WINDOW);
        feed.result().cancel(true);

        assertThat(pieces.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPublisherThatBeginsAfterTheEndIsLeftAtOnce() throws Exception {
        feed.result().cancel(true);
        pieces.subscribe(feed);

        assertThat(pieces.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pieces.requests).isEmpty();
    }

    @Test
    void aSecondSubscriptionIsCancelled() throws Exception {
        publish(pieces);
        Pieces second = new Pieces();
        executor.submit(() -> second.subscribe(feed)).get(10, TimeUnit.SECONDS);

        assertThat(second.cancelled.getCount()).isZero();
        assertThat(pieces.cancelled.getCount()).isEqualTo(1);
    }

    @Test
    void aFailureOfThePublisherIsTypedAndTellsTheCall() {
        pieces.subscribe(feed);
        pieces.subscriber.onError(new IOException("the disk is gone"));

        assertThatThrownBy(() -> Blocking.await(feed.result(), LIMIT))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("POST /exec/e1/start")
                .hasMessageContaining("the disk is gone")
                .hasCauseInstanceOf(IOException.class);
    }

    /** A publisher that gives inside of {@code request}, as those of collections do. */
    @Test
    void aPublisherThatGivesAtOnceIsNotGivenMoreThanTheWindow() throws Exception {
        executor.execute(() -> new Flow.Publisher<ByteBuffer>() {
            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
                to.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        for (long i = 0; i < n; i++) {
                            to.onNext(ByteBuffer.wrap(new byte[] {'x'}));
                        }
                    }

                    @Override
                    public void cancel() {}
                });
            }
        }.subscribe(feed));
        for (int i = 0; i < WINDOW; i++) {
            assertThat(nextWrite()).isNotNull();
        }

        assertThat(writes).isEmpty();
        feed.result().cancel(true);
    }

    @Test
    void anInputStreamIsReadOnTheExecutorAndStaysOpen() throws Exception {
        List<String> readers = new ArrayList<>();
        InputStream input = new ByteArrayInputStream("all of it".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] target) throws IOException {
                readers.add(Thread.currentThread().getName());
                return super.read(target);
            }

            @Override
            public void close() {
                readers.add("closed");
            }
        };
        new ChunkPublisher(() -> new InputPieces(input), executor).subscribe(feed);
        nextWrite().complete(null);

        Blocking.await(feed.result(), LIMIT);
        assertThat(written).containsExactly("all of it");
        assertThat(readers).containsOnly("user-code");
    }

    @Test
    void anInputStreamThatFailsIsATypedError() {
        fails(new IOException("cut"));
        assertThatThrownBy(() -> Blocking.await(feed.result(), LIMIT))
                .isInstanceOf(UploadFailedException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void anInputStreamThatThrowsAnErrorHangsNobody() {
        fails(new StackOverflowError("cut"));
        assertThatThrownBy(() -> Blocking.await(feed.result(), LIMIT)).isInstanceOf(UploadFailedException.class);
    }

    private void fails(Throwable problem) {
        feed(() -> {
            if (problem instanceof Error error) {
                throw error;
            }
            throw (IOException) problem;
        });
    }

    @Test
    void aReadThatWaitsHindersNobodyFromEnding() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        feed(() -> {
            reading.countDown();
            return release.await(10, TimeUnit.SECONDS) ? -1 : 0;
        });
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        feed.result().cancel(true);

        assertThatThrownBy(() -> Blocking.await(feed.result(), LIMIT)).isInstanceOf(CancellationException.class);
        release.countDown();
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void feed(Callable<Integer> read) {
        InputStream input = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    return read.call();
                } catch (IOException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        new ChunkPublisher(() -> new InputPieces(input), executor).subscribe(feed);
    }
}

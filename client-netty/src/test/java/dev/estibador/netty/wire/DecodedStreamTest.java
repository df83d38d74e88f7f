package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.InterruptedCallException;
import dev.estibador.stream.Blocking;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecodedStreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "user-code");
        thread.setDaemon(true);
        return thread;
    });
    private final FakeBytes bytes = new FakeBytes();
    private final CompletableFuture<Source<String>> accepted = new CompletableFuture<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final DecodedStream<String> stream = new DecodedStream<>(
            () -> {
                sent.incrementAndGet();
                return accepted;
            },
            executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    /** A connection that does what the test says, and remembers what it was asked. */
    private static final class FakeBytes implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        final AtomicInteger reads = new AtomicInteger();
        final CountDownLatch cancelled = new CountDownLatch(1);
        private Flow.Subscriber<? super ByteBuffer> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            reads.addAndGet((int) n);
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        /** Waits until so many reads were asked for. */
        void asked(int count) {
            Instant limit = Instant.now().plus(LIMIT);
            while (reads.get() < count) {
                assertThat(Instant.now()).as("reads asked for: " + reads).isBefore(limit);
                Thread.onSpinWait();
            }
        }

        void bring(String text) {
            subscriber.onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        void end() {
            subscriber.onComplete();
        }

        void fail(Throwable failure) {
            subscriber.onError(failure);
        }
    }

    /** Items are single letters. */
    private void accept() {
        accepted.complete(new Source<>(bytes, new Decoder<>() {
            @Override
            public void decode(ByteBuffer lent, Consumer<? super String> items) {
                while (lent.hasRemaining()) {
                    items.accept(String.valueOf((char) lent.get()));
                }
            }

            @Override
            public void end(Consumer<? super String> items) {}
        }));
    }

    /** Remembers every signal, and does what the test says on each item. */
    private static class Recorder implements Flow.Subscriber<String> {
        final List<String> signals = Collections.synchronizedList(new ArrayList<>());
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();

        Flow.Subscription subscription() {
            return subscribed.join();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscribed.complete(given);
        }

        @Override
        public void onNext(String item) {
            signals.add(item + (Thread.currentThread().getName().equals("user-code") ? "" : " on a wrong thread"));
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure.getClass().getSimpleName());
            ended.complete(null);
        }

        @Override
        public void onComplete() {
            signals.add("complete");
            ended.complete(null);
        }

        void awaitEnd() {
            Blocking.await(ended, LIMIT);
        }
    }

    @Test
    void nothingIsSentBeforeTheFirstUseAndThenOnce() {
        assertThat(sent).hasValue(0);
        var opened = stream.opened();
        stream.opened();
        accept();
        Blocking.await(opened, LIMIT);

        assertThat(sent).hasValue(1);
        assertThat(bytes.reads).as("nothing is read for nobody").hasValue(0);
    }

    @Test
    void oneReadIsAskedForAtATimeAndOnlyForDemand() {
        Recorder recorder = new Recorder();
        stream.subscribe(recorder);
        accept();
        assertThat(bytes.reads).hasValue(0);
        recorder.subscription().request(2);
        assertThat(bytes.reads).hasValue(1);
        bytes.bring("abc");
        recorder.subscription().request(1);
        recorder.subscription().request(1);
        bytes.bring("d");
        bytes.end();
        recorder.awaitEnd();

        assertThat(recorder.signals).containsExactly("a", "b", "c", "d", "complete");
    }

    /** L7: a consumer that is stuck holds what one read ahead brings, and no more. */
    @Test
    void aStuckConsumerStopsTheReading() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        var all = stream.forEach(item -> {
            stuck.countDown();
            Blocking.await(CompletableFuture.runAsync(() -> await(free)), LIMIT);
        });
        accept();
        int read = 0;
        while (bytes.reads.get() > read && read < 1000) {
            bytes.bring("x".repeat(8 << 10));
            read++;
            if (read == 1) {
                assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }

        assertThat(read * (8 << 10)).isLessThanOrEqualTo(Mailbox.READ_AHEAD + (32 << 10));
        all.cancel(true);
        free.countDown();
        assertThat(bytes.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** L6. */
    @Test
    void aConsumerThatThrowsGetsItsOwnThrowableOnceAndNothingAfterIt() {
        Recorder recorder = new Recorder() {
            @Override
            public void onNext(String item) {
                super.onNext(item);
                throw new StackOverflowError("broken");
            }
        };
        stream.subscribe(recorder);
        recorder.subscription().request(Long.MAX_VALUE);
        accept();
        bytes.bring("ab");
        recorder.awaitEnd();
        bytes.bring("c");
        bytes.fail(new IllegalStateException("late"));

        assertThat(recorder.signals).containsExactly("a", "StackOverflowError");
        assertThat(bytes.cancelled.getCount()).isZero();
    }

    @Test
    void cancellingInsideOnNextEndsTheSignals() throws Exception {
        Recorder recorder = new Recorder() {
            @Override
            public void onNext(String item) {
                super.onNext(item);
                subscription().cancel();
                subscription().cancel();
                subscription().request(5);
            }
        };
        stream.subscribe(recorder);
        recorder.subscription().request(Long.MAX_VALUE);
        accept();
        bytes.bring("ab");
        assertThat(bytes.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(recorder.signals).containsExactly("a");
    }

    @Test
    void aRequestThatIsNotPositiveFailsTheStream() {
        Recorder recorder = new Recorder();
        stream.subscribe(recorder);
        accept();
        recorder.subscription().request(0);
        recorder.awaitEnd();

        assertThat(recorder.signals).containsExactly("IllegalArgumentException");
        assertThat(bytes.cancelled.getCount()).isZero();
    }

    @Test
    void whatCameBeforeAFailureIsGivenBeforeIt() {
        Recorder recorder = new Recorder();
        stream.subscribe(recorder);
        recorder.subscription().request(2);
        accept();
        bytes.bring("abc");
        bytes.fail(new ConnectionException(null, "cut", null));
        recorder.subscription().request(1);
        recorder.awaitEnd();

        assertThat(recorder.signals).containsExactly("a", "b", "c", "ConnectionException");
    }

    /** L10. */
    @Test
    void aRefusalReachesWhoeverWaits() {
        var opened = stream.opened();
        var all = stream.forEach(item -> {});
        accepted.completeExceptionally(new ConnectionException(null, "refused", null));

        assertThatThrownBy(() -> Blocking.await(opened, LIMIT)).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> Blocking.await(all, LIMIT)).isInstanceOf(ConnectionException.class);
    }

    /** L9: before the engine has accepted. */
    @Test
    void cancellingEarlyCancelsTheCall() {
        var all = stream.forEach(item -> {});
        stream.cancel();

        assertThat(accepted).isCancelled();
        assertThatThrownBy(() -> Blocking.await(all, LIMIT)).isInstanceOf(CancellationException.class);
    }

    /** L11. */
    @Test
    void waitingInVainLeavesTheStreamAsItIs() {
        try (var items = stream.iterate()) {
            accept();
            assertThat(items.await(Duration.ofMillis(20))).isFalse();
            bytes.bring("a");
            assertThat(items.await(LIMIT)).isTrue();
            bytes.end();

            assertThat(items).containsExactly("a");
        }
    }

    /** L7: what the consumer has done with holds back nothing, however much one read has brought. */
    @Test
    void aReadAsLargeAsWhatMayWaitIsFollowedByAnother() {
        String large = "x".repeat(Mailbox.READ_AHEAD);
        try (var items = stream.iterate()) {
            accept();
            bytes.bring(large);
            for (int i = 0; i < large.length(); i++) {
                items.iterator().next();
            }
            assertThat(items.await(Duration.ZERO)).isFalse();
            assertThat(bytes.reads).hasValue(2);

            bytes.bring(large);
            for (int i = 0; i < large.length(); i++) {
                items.iterator().next();
            }
            CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(items.iterator()::hasNext, executor);
            bytes.asked(3);
            bytes.bring("y");
            assertThat(Blocking.await(more, LIMIT)).isTrue();
        }
    }

    @Test
    void leavingALoopEarlyCancels() {
        try (var items = stream.iterate()) {
            accept();
            bytes.bring("ab");
            assertThat(items.iterator().next()).isEqualTo("a");
        }

        assertThat(bytes.cancelled.getCount()).isZero();
    }

    /** L52. */
    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        try (var items = stream.iterate()) {
            accept();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> items.iterator().hasNext()).isInstanceOf(InterruptedCallException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(bytes.cancelled.getCount()).as("the stream goes on").isEqualTo(1);
        }
    }

    @Test
    void aSecondConsumerIsRefused() {
        stream.forEach(item -> {});

        assertThatThrownBy(() -> Blocking.await(stream.forEach(item -> {}), LIMIT))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::iterate).isInstanceOf(IllegalStateException.class);
    }
}

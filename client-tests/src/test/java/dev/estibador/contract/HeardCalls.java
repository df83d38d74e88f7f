package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.connect.CallInfo;
import dev.estibador.connect.CallListener;
import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import dev.estibador.stream.Blocking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hears of calls, in the order in which they began. */
final class HeardCalls implements CallListener {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<Heard> calls = new CopyOnWriteArrayList<>();
    private final Semaphore began = new Semaphore(0);

    /** How a call ended. */
    enum End {
        ENDED,
        FAILED,
        CANCELLED
    }

    @Override
    public CallObserver started(CallInfo call) {
        Heard heard = new Heard(call);
        calls.add(heard);
        began.release();
        return heard;
    }

    /** Of the first calls, so many; a listener hears of them some time after the caller has what it asked for. */
    List<String> operations(int count) {
        awaitBeginOf(count);
        return operations();
    }

    private List<String> operations() {
        return calls.stream().map(heard -> heard.info.operation()).toList();
    }

    private void awaitBeginOf(int count) {
        try {
            boolean all = began.tryAcquire(count, LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(all)
                    .as("%d calls have begun, and not only %s", count, operations())
                    .isTrue();
            began.release(count);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first of that operation, once it has ended. */
    Heard of(String operation) {
        for (int count = 1; ; count++) {
            awaitBeginOf(count);
            Heard call = calls.get(count - 1);
            if (call.info.operation().equals(operation)) {
                return Blocking.await(call.over, LIMIT);
            }
        }
    }

    /** Each has ended, and has ended once. */
    void haveOneEndEach() {
        assertThat(calls).isNotEmpty().allSatisfy(heard -> {
            Blocking.await(heard.over, LIMIT);
            assertThat(heard.ends).as("%s ends", heard.info).hasSize(1);
            assertThat(heard.late).as("%s goes on after its end", heard.info).isFalse();
        });
    }

    /** What was heard of one. */
    static final class Heard implements CallObserver {
        final CallInfo info;
        final List<Integer> heads = new CopyOnWriteArrayList<>();
        final List<End> ends = new CopyOnWriteArrayList<>();
        final CompletableFuture<Heard> over = new CompletableFuture<>();
        // one event at a time is what is promised, and read once it is over
        long sent;
        long received;
        volatile boolean late;
        volatile @Nullable CallTotals totals;
        volatile @Nullable Throwable failure;

        private Heard(CallInfo info) {
            this.info = info;
        }

        @Override
        public void head(int status) {
            late |= over.isDone();
            heads.add(status);
        }

        @Override
        public void bytes(long more, long came) {
            late |= over.isDone();
            sent += more;
            received += came;
        }

        @Override
        public void ended(CallTotals whole) {
            end(End.ENDED, whole);
        }

        @Override
        public void failed(CallTotals whole, Throwable cause) {
            failure = cause;
            end(End.FAILED, whole);
        }

        @Override
        public void cancelled(CallTotals whole) {
            end(End.CANCELLED, whole);
        }

        private void end(End how, CallTotals whole) {
            totals = whole;
            ends.add(how);
            over.complete(this);
        }

        /** It ended so, having had this status, and those bytes in all as in its events. */
        Heard endedWith(End how, @Nullable Integer status, long sentBytes, long receivedBytes) {
            assertThat(ends).containsExactly(how);
            assertThat(heads).isEqualTo(status == null ? List.of() : List.of(status));
            assertThat(sent).as("bytes sent").isEqualTo(sentBytes);
            assertThat(received).as("bytes received").isEqualTo(receivedBytes);
            assertThat(totals).isNotNull().satisfies(whole -> {
                assertThat(whole.status()).isEqualTo(status);
                assertThat(whole.sent()).isEqualTo(sentBytes);
                assertThat(whole.received()).isEqualTo(receivedBytes);
                assertThat(whole.duration()).isBetween(Duration.ofNanos(1), LIMIT);
            });
            return this;
        }

        Heard failedBy(Class<? extends Throwable> kind) {
            assertThat(ends).containsExactly(End.FAILED);
            assertThat(failure).isInstanceOf(kind);
            return this;
        }
    }
}

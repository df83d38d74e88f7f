package dev.estibador.netty.wire;

import dev.estibador.error.DockerException;
import dev.estibador.error.MalformedReplyException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the reading side and the consuming side of one stream meet. The reading side (I/O thread) puts in what one read
 * of the connection held; the consuming side takes out. A read is asked for only while the consumer wants more than
 * there is, and no more than {@link #READ_AHEAD} bytes are waiting, so a slow consumer holds little and stops the engine.
 *
 * <p>It ends once, by the first of: the source's end, its failure, {@link #fail}, or {@link #discard}. What came before an
 * end or a failure of the source itself is still given out.
 */
final class Mailbox<T> implements Flow.Subscriber<ByteBuffer> {
    /** Bytes waiting for the consumer beyond which nothing more is read. */
    static final int READ_AHEAD = 128 << 10;

    private record Batch(int items, int bytes) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Supplier<CompletableFuture<Source<T>>> opener;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private final Demand demand = new Demand();
    private @Nullable CompletableFuture<Source<T>> opening;
    private Flow.@Nullable Subscription reader;
    private int takenOfBatch;
    private long waitingBytes;
    private boolean reading;
    private boolean ended;

    private volatile Runnable listener = () -> {};
    private volatile @Nullable Decoder<T> decoder;
    private volatile boolean discarded;
    private volatile @Nullable Throwable failure;

    Mailbox(Supplier<CompletableFuture<Source<T>>> opener) {
        this.opener = opener;
    }

    /** What is told, on any thread, that there may be something to take. */
    void listener(Runnable wakeUp) {
        listener = wakeUp;
    }

    /** Completes on the I/O thread when the engine has accepted the call, fails as it does. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes, on any thread, when nothing more will be read, whatever the reason. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Sends the call, the first time. */
    void open() {
        CompletableFuture<Source<T>> call;
        lock.lock();
        try {
            if (opening != null || ended) {
                return;
            }
            call = new CompletableFuture<>();
            opening = call;
        } finally {
            lock.unlock();
        }
        CompletableFuture<Source<T>> sent = opener.get();
        call.whenComplete((source, e) -> {
            if (call.isCancelled()) {
                sent.cancel(true);
            }
        });
        sent.whenComplete((source, e) -> {
            if (source != null) {
                accepted(source);
            } else {
                end(e == null ? new IllegalStateException("a call that gave nothing") : Failures.unwrapped(e));
            }
            call.complete(null);
        });
    }

    private void accepted(Source<T> source) {
        decoder = source.decoder();
        source.bytes().subscribe(this);
        opened.complete(null);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        boolean late;
        lock.lock();
        try {
            late = ended;
            reader = subscription;
        } finally {
            lock.unlock();
        }
        if (late) {
            subscription.cancel();
        } else {
            read();
        }
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        int size = bytes.remaining();
        Decoder<T> decode = decoder;
        if (decode == null) {
            throw new IllegalStateException("bytes before the stream was accepted");
        }
        List<T> fresh = new ArrayList<>();
        Throwable broken = null;
        try {
            decode.decode(bytes, fresh::add);
        } catch (RuntimeException e) {
            broken = asFailure(e);
        }
        lock.lock();
        try {
            reading = false;
            if (!ended && !fresh.isEmpty()) {
                items.addAll(fresh);
                batches.add(new Batch(fresh.size(), size));
                waitingBytes += size;
            }
        } finally {
            lock.unlock();
        }
        if (broken == null) {
            read();
            wake();
        } else if (end(broken)) {
            close();
        }
    }

    @Override
    public void onError(Throwable broken) {
        end(broken);
    }

    @Override
    public void onComplete() {
        Decoder<T> decode = decoder;
        List<T> last = new ArrayList<>();
        Throwable broken = null;
        try {
            if (decode != null) {
                decode.end(last::add);
            }
        } catch (RuntimeException e) {
            broken = asFailure(e);
        }
        lock.lock();
        try {
            if (!ended && !last.isEmpty()) {
                items.addAll(last);
                batches.add(new Batch(last.size(), 0));
            }
        } finally {
            lock.unlock();
        }
        end(broken);
    }

    private static Throwable asFailure(RuntimeException e) {
        return e instanceof DockerException
                ? e
                : new MalformedReplyException(
                        null, "could not be decoded: " + e.getClass().getName(), e);
    }

    /** Asks for more; {@link Long#MAX_VALUE} for all. */
    void request(long more) {
        lock.lock();
        try {
            demand.add(more);
        } finally {
            lock.unlock();
        }
        read();
        wake();
    }

    private void read() {
        Flow.Subscription from;
        lock.lock();
        try {
            from = reader;
            if (from == null || reading || ended || waitingBytes >= READ_AHEAD || !demand.exceeds(items.size())) {
                return;
            }
            reading = true;
        } finally {
            lock.unlock();
        }
        from.request(1);
    }

    /** Ends the stream by a failure from outside, forgets what waits, and closes it; without effect once it has ended. */
    void fail(Throwable broken) {
        lock.lock();
        try {
            if (!ended) {
                forget();
            }
        } finally {
            lock.unlock();
        }
        if (end(broken)) {
            close();
        }
    }

    /** As {@link #fail}, also if the stream has ended and the consumer has not heard of it. */
    void reject(Throwable broken) {
        fail(broken);
        lock.lock();
        try {
            forget();
            failure = broken;
        } finally {
            lock.unlock();
        }
        wake();
    }

    private void forget() {
        items.clear();
        batches.clear();
        takenOfBatch = 0;
        waitingBytes = 0;
    }

    /** Ends the stream without a signal: what waits is forgotten, and it is closed. */
    void discard() {
        boolean first;
        lock.lock();
        try {
            first = !ended;
            ended = true;
            discarded = true;
            listener = () -> {};
            forget();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (first) {
            over.complete(null);
            opened.completeExceptionally(new CancellationException("the stream was cancelled"));
            close();
        }
    }

    private boolean end(@Nullable Throwable broken) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            failure = broken;
        } finally {
            lock.unlock();
        }
        over.complete(null);
        if (broken != null) {
            opened.completeExceptionally(broken);
        }
        wake();
        return true;
    }

    private void close() {
        CompletableFuture<Source<T>> call;
        Flow.Subscription from;
        lock.lock();
        try {
            call = opening;
            from = reader;
        } finally {
            lock.unlock();
        }
        if (from != null) {
            from.cancel();
        } else if (call != null) {
            call.cancel(true);
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.run();
    }

    /** Takes what was asked for and is there, at most {@code most} items. */
    List<T> take(int most) {
        List<T> taken;
        lock.lock();
        try {
            int count = demand.take(Math.min(most, items.size()));
            taken = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                taken.add(items.remove());
            }
            account(count);
        } finally {
            lock.unlock();
        }
        if (!taken.isEmpty()) {
            read();
        }
        return taken;
    }

    private void account(int count) {
        takenOfBatch += count;
        Batch first = batches.peek();
        while (first != null && takenOfBatch >= first.items()) {
            takenOfBatch -= first.items();
            waitingBytes -= first.bytes();
            batches.remove();
            first = batches.peek();
        }
    }

    /** True once the stream has ended and everything before its end was taken. */
    boolean exhausted() {
        lock.lock();
        try {
            return ended && items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** True if the consumer has turned away, and is to hear nothing more. */
    boolean discarded() {
        return discarded;
    }

    /** How it ended, if it was not by a proper end. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Waits until there is something to take or the end is reached; true if so, false after {@code nanos}. */
    boolean await(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !ended) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}

package dev.estibador.netty.wire;

import dev.estibador.netty.execution.Cancellations;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
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
    static final int READ_AHEAD = 256 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Supplier<CompletableFuture<Source<T>>> opener;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final ArrayDeque<Batch<T>> batches = new ArrayDeque<>(2);
    private final Demand demand = new Demand();
    private @Nullable CompletableFuture<Source<T>> opening;
    private Flow.@Nullable Subscription reader;
    private @Nullable Batch<T> taken;
    /** One that the consumer has done with. */
    private @Nullable Batch<T> emptied;

    private long produced;
    private long heldBytes;
    private boolean reading;
    private boolean ended;

    /** Of the I/O thread: for the next read. */
    private @Nullable Batch<T> spare;

    private volatile Runnable listener = () -> {};
    private volatile @Nullable Decoder<T> decoder;
    private volatile boolean dropped;
    private volatile boolean discarded;
    private volatile @Nullable Throwable failure;

    Mailbox(Supplier<CompletableFuture<Source<T>>> opener) {
        this.opener = opener;
    }

    /** Is run, on any thread, when there may be something to take. */
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
        CompletableFuture<Source<T>> sent = send();
        Cancellations.link(call, sent);
        sent.whenComplete((source, e) -> {
            try {
                if (source != null) {
                    accepted(source);
                } else {
                    end(e == null ? new IllegalStateException("a call that gave nothing") : Failures.unwrapped(e));
                }
            } catch (Throwable thrown) {
                fail(Failures.fault(null, thrown));
            }
            call.complete(null);
        });
    }

    private CompletableFuture<Source<T>> send() {
        try {
            return opener.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
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
        Decoder<T> decode = Objects.requireNonNull(decoder, "bytes before the stream was accepted");
        Batch<T> fresh = spare == null ? new Batch<>() : spare;
        Throwable broken = null;
        try {
            decode.decode(bytes, fresh);
        } catch (Throwable e) {
            broken = Failures.ofDecoding(e);
        }
        fresh.bytes = size;
        Flow.Subscription more;
        lock.lock();
        try {
            reading = false;
            put(fresh);
            spare = fresh.size() == 0 ? fresh : emptied;
            emptied = null;
            more = broken == null ? nextRead() : null;
        } finally {
            lock.unlock();
        }
        if (broken != null && end(broken)) {
            close();
            return;
        }
        if (fresh.size() > 0) {
            listener.run();
        }
        if (more != null) {
            more.request(1);
        }
    }

    private void put(Batch<T> fresh) {
        if (!ended && fresh.size() > 0) {
            batches.add(fresh);
            produced += fresh.size();
            heldBytes += fresh.bytes;
            changed.signalAll();
        }
    }

    @Override
    public void onError(Throwable broken) {
        end(broken);
    }

    @Override
    public void onComplete() {
        try {
            putTheLast();
            end(null);
        } catch (Throwable e) {
            end(Failures.ofDecoding(e));
        }
    }

    private void putTheLast() {
        Decoder<T> decode = decoder;
        Batch<T> last = new Batch<>();
        try {
            if (decode != null) {
                decode.end(last);
            }
        } finally {
            locked(() -> put(last));
        }
    }

    /** Asks for more; {@link Long#MAX_VALUE} for all. */
    void request(long more) {
        demand.add(more);
        read();
        listener.run();
    }

    /** True if the consumer asked for more than that many items. */
    boolean isAskedBeyond(long items) {
        return demand.exceeds(items);
    }

    private void read() {
        Flow.Subscription more;
        lock.lock();
        try {
            more = nextRead();
        } finally {
            lock.unlock();
        }
        if (more != null) {
            more.request(1);
        }
    }

    /** Whom to ask for another read, if there is to be one now. */
    private Flow.@Nullable Subscription nextRead() {
        if (reader == null || reading || ended || heldBytes >= READ_AHEAD || !demand.exceeds(produced)) {
            return null;
        }
        reading = true;
        return reader;
    }

    /** Ends the stream by a failure from outside, forgets what waits, and closes it; without effect once it has ended. */
    void fail(Throwable broken) {
        locked(() -> {
            if (!ended) {
                forget();
            }
        });
        if (end(broken)) {
            close();
        }
    }

    /** As {@link #fail}, also if the stream has ended and the consumer has not heard of it. */
    void reject(Throwable broken) {
        fail(broken);
        locked(() -> {
            forget();
            failure = broken;
            changed.signalAll();
        });
        listener.run();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        batches.clear();
        taken = null;
        dropped = true;
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
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        over.complete(null);
        if (broken != null) {
            opened.completeExceptionally(broken);
        }
        listener.run();
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

    /** The items of the next read, if they are there; whoever takes them has done with those before. */
    @Nullable
    Batch<T> take() {
        Batch<T> next;
        Flow.Subscription more;
        lock.lock();
        try {
            if (taken != null) {
                heldBytes -= taken.bytes;
                taken.rewind();
                emptied = taken;
            }
            next = batches.poll();
            taken = next;
            more = nextRead();
        } finally {
            lock.unlock();
        }
        if (more != null) {
            more.request(1);
        }
        return next;
    }

    /** True once the stream has ended and everything before its end was taken. */
    boolean exhausted() {
        lock.lock();
        try {
            return ended && batches.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** True if what was taken and not yet given is not to be given any more. */
    boolean dropped() {
        return dropped;
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
            while (batches.isEmpty() && !ended) {
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

package dev.estibador.tck;

import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Answers with so many items, one with each read. The first connection is cut after half of them; the next one has all. */
final class CutTransport implements Transport {
    private final AtomicInteger calls = new AtomicInteger();
    private final long items;
    private final LongFunction<byte[]> item;

    /** @param items below 0 to refuse */
    CutTransport(long items, LongFunction<byte[]> item) {
        this.items = items;
        this.item = item;
    }

    @Override
    public CompletableFuture<HttpReply> exchange(HttpCall call) {
        boolean first = calls.incrementAndGet() == 1;
        return items < 0
                ? CompletableFuture.failedFuture(new IllegalStateException("refused, as the test wants"))
                : CompletableFuture.completedFuture(new Reply(first && items > 1 ? items / 2 : Long.MAX_VALUE));
    }

    @Override
    public CompletableFuture<DuplexBytes> upgrade(HttpCall call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isIoThread() {
        return false;
    }

    @Override
    public void afterReading(Runnable action) {
        action.run();
    }

    @Override
    public void close() {}

    private final class Reply implements HttpReply, Flow.Publisher<ByteBuffer>, Flow.Subscription {
        private final long cut;
        private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
        private long next;
        private long asked;
        private boolean giving;
        private boolean ended;

        Reply(long cut) {
            this.cut = cut;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public @Nullable String header(String name) {
            return name.equals("Content-Type") ? "application/vnd.docker.multiplexed-stream" : null;
        }

        @Override
        public Flow.Publisher<ByteBuffer> body() {
            return this;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
            subscriber = to;
            to.onSubscribe(this);
            request(0);
        }

        @Override
        public void request(long n) {
            asked = Math.max(asked, asked + n);
            if (giving || subscriber == null) {
                return;
            }
            giving = true;
            while (asked > 0 && !ended && next < Math.min(items, cut)) {
                asked--;
                subscriber.onNext(ByteBuffer.wrap(item.apply(next++)));
            }
            giving = false;
            if (!ended && next == Math.min(items, cut)) {
                ended = true;
                if (next == cut) {
                    subscriber.onError(new StreamFailedException(null, "cut, as the test wants", null));
                } else {
                    subscriber.onComplete();
                }
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }
}

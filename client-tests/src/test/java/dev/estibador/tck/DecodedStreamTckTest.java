package dev.estibador.tck;

import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Source;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The rules of Reactive Streams, for the publisher that every stream of the library is. */
public class DecodedStreamTckTest extends ExecutorPublisherVerification<Byte> {
    private static final int BYTES_A_READ = 3;

    @Override
    public Flow.Publisher<Byte> createFlowPublisher(long elements) {
        return new DecodedStream<>(
                () -> CompletableFuture.completedFuture(new Source<>(new Bytes(elements), new Single())), executor);
    }

    @Override
    public Flow.Publisher<Byte> createFailedFlowPublisher() {
        return new DecodedStream<>(
                () -> CompletableFuture.failedFuture(new IllegalStateException("refused, as the test wants")),
                executor);
    }

    /** An item for each byte. */
    private static final class Single implements Decoder<Byte> {
        @Override
        public void decode(ByteBuffer bytes, Consumer<? super Byte> items) {
            while (bytes.hasRemaining()) {
                items.accept(bytes.get());
            }
        }

        @Override
        public void end(Consumer<? super Byte> items) {}
    }

    /** A connection on which a few bytes come with each read, up to so many. */
    private static final class Bytes implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        private long left;
        private Flow.Subscriber<? super ByteBuffer> subscriber;
        private boolean ended;

        Bytes(long left) {
            this.left = left;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
            subscriber = to;
            to.onSubscribe(this);
            endIfDone();
        }

        @Override
        public void request(long n) {
            int count = (int) Math.min(left, BYTES_A_READ);
            left -= count;
            if (count > 0) {
                subscriber.onNext(ByteBuffer.allocate(count));
            }
            endIfDone();
        }

        private void endIfDone() {
            if (left == 0 && !ended) {
                ended = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }
}

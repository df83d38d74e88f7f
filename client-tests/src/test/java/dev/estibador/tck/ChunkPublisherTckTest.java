package dev.estibador.tck;

import dev.estibador.netty.wire.ChunkPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The rules of Reactive Streams, for what is read from files and input streams. */
public class ChunkPublisherTckTest extends ExecutorPublisherVerification<ByteBuffer> {
    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
        return new ChunkPublisher(() -> new Pieces(elements), executor);
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
        return new ChunkPublisher(
                () -> {
                    throw new IllegalStateException("refused, as the test wants");
                },
                executor);
    }

    private static final class Pieces implements ChunkPublisher.Chunks {
        private long left;

        Pieces(long left) {
            this.left = left;
        }

        @Override
        public @Nullable ByteBuffer next() {
            return left-- > 0 ? ByteBuffer.allocate(1) : null;
        }

        @Override
        public void close() {}
    }
}

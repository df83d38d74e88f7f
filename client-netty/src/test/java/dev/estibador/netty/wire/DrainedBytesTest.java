package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.error.StreamFailedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L15: a connection is read whether its reader asks or not, and no more than so much is kept. */
class DrainedBytesTest {
    private final Connection connection = new Connection();
    private final Reader reader = new Reader();

    private static final class Connection implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        Flow.@Nullable Subscriber<? super ByteBuffer> to;
        long asked;
        boolean closed;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            to = subscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            asked = n;
        }

        @Override
        public void cancel() {
            closed = true;
        }

        /** Bytes that are lent. */
        void send(int value, int size) {
            ByteBuffer lent = ByteBuffer.allocate(size).put(0, (byte) value);
            to.onNext(lent);
            lent.put(0, (byte) -1);
        }
    }

    private static final class Reader implements Flow.Subscriber<ByteBuffer> {
        final List<String> seen = new ArrayList<>();
        Flow.@Nullable Subscription subscription;
        /** Asks for the next from within. */
        int greed;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            seen.add(String.valueOf(bytes.get(0)));
            if (greed > 0) {
                greed--;
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            seen.add(failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            seen.add("end");
        }
    }

    private void begin() {
        new DrainedBytes("GET /events", connection).subscribe(reader);
    }

    @Test
    void whatIsNotAskedForIsKeptInItsOrder() {
        begin();
        connection.send(1, 10);
        connection.send(2, 10);
        connection.to.onComplete();
        assertThat(connection.asked).isEqualTo(Long.MAX_VALUE);
        assertThat(reader.seen).isEmpty();

        reader.subscription.request(1);
        assertThat(reader.seen).containsExactly("1");
        reader.subscription.request(1);
        assertThat(reader.seen).containsExactly("1", "2", "end");
    }

    @Test
    void aReaderThatIsTooSlowGetsWhatWasKeptAndThenAFailure() {
        begin();
        for (int i = 0; !connection.closed; i++) {
            connection.send(i, 1 << 16);
        }
        connection.send(99, 1);
        reader.greed = 10;
        reader.subscription.request(1);

        assertThat(reader.seen).containsExactly("0", "1", "2", "3", "4", StreamFailedException.class.getSimpleName());
    }

    @Test
    void onlyAReaderThatDoesNotAskIsTooSlow() {
        begin();
        reader.greed = 100;
        reader.subscription.request(1);
        for (int i = 0; i < 10; i++) {
            connection.send(i, 1 << 16);
        }

        assertThat(connection.closed).isFalse();
        assertThat(reader.seen).hasSize(10);
    }

    /** However many are kept, giving them does not go deeper for each. */
    @Test
    void manySmallOnesAreGivenOneAfterAnother() {
        begin();
        for (int i = 0; i < 200_000; i++) {
            connection.send(1, 1);
        }
        reader.greed = 200_000;
        reader.subscription.request(1);

        assertThat(reader.seen).hasSize(200_000);
    }

    @Test
    void cancellingClosesTheConnectionAndSilencesIt() {
        begin();
        connection.send(1, 10);
        reader.subscription.cancel();
        connection.to.onError(new IllegalStateException());
        reader.subscription.request(5);

        assertThat(connection.closed).isTrue();
        assertThat(reader.seen).isEmpty();
    }
}

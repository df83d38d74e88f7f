package dev.estibador.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an observer of a job learns, and when. */
class ProgressStreamTest {
    private final Job job = new Job();
    private final Witness witness = new Witness();
    private final CompletableFuture<String> result = job.result(witness);

    private static final class Job implements ProgressStream<String> {
        final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public CompletableFuture<String> result(Consumer<? super Progress> onProgress) {
            onProgress.accept(ProgressTotalsTest.output("a"));
            return end;
        }

        @Override
        public CompletableFuture<Void> opened() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Progress> subscriber) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> forEach(Consumer<? super Progress> consumer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iteration<Progress> iterate() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException();
        }
    }

    private final class Witness implements ProgressObserver {
        final List<String> seen = new ArrayList<>();

        @Nullable
        RuntimeException thrown;

        @Override
        public void take(Progress message) {
            seen.add(message.status());
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            seen.add(failure == null ? "well" : String.valueOf(failure.getMessage()));
            assertThat(result).as("the caller goes on only after this").isNotDone();
            if (thrown != null) {
                throw thrown;
            }
        }
    }

    @Test
    void theEndIsSeenBeforeTheResultIsThere() {
        job.end.complete("b");

        assertThat(witness.seen).containsExactly("a", "well");
        assertThat(result).isCompletedWithValue("b");
    }

    @Test
    void aFailureIsSeenToo() {
        job.end.completeExceptionally(new IllegalStateException("broken"));

        assertThat(witness.seen).containsExactly("a", "broken");
        assertThat(result)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anObserverThatThrowsAtTheEndFailsTheResult() {
        witness.thrown = new IllegalArgumentException("no paper");
        job.end.complete("b");

        assertThat(result.handle((value, e) -> e).join()).isSameAs(witness.thrown);
    }

    @Test
    void cancellingTheResultCancelsTheJob() {
        CompletableFuture<String> again = job.result(new ProgressTotals());
        again.cancel(true);

        assertThat(job.end).isCancelled();
    }
}

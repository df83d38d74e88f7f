package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Workers workers = new Workers(this::thread, Duration.ofSeconds(5));

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((in, e) -> uncaught.add(e));
        made.add(thread);
        return thread;
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        over.countDown();
        workers.close();
        awaitThreads();
    }

    /** Until all have ended, also those that others make meanwhile. */
    private void awaitThreads() throws InterruptedException {
        for (Thread next = made.poll(); next != null; next = made.poll()) {
            next.join();
        }
    }

    private void blockForGood() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noTaskWaitsForThoseThatNeverEnd() throws InterruptedException {
        int stuck = Runtime.getRuntime().availableProcessors() + 20;
        CountDownLatch done = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            if (i < stuck) {
                workers.execute(this::blockForGood);
            }
            workers.execute(done::countDown);
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoSpinsIsNotWaitedForEither() throws InterruptedException {
        int stuck = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < stuck; i++) {
            workers.execute(() -> {
                while (over.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        workers.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksThatWaitForEachOtherAllRunAtOnce() throws InterruptedException {
        CyclicBarrier all = new CyclicBarrier(100);
        CountDownLatch met = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            workers.execute(() -> {
                try {
                    all.await();
                    met.countDown();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(met.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void eachTaskRunsOnceWhoeverGivesItAndHoweverLongOthersTake() throws InterruptedException {
        AtomicIntegerArray runs = new AtomicIntegerArray(40_000);
        CountDownLatch done = new CountDownLatch(runs.length());
        List<Thread> givers = IntStream.range(0, 4)
                .mapToObj(giver -> new Thread(() -> {
                    for (int i = giver; i < runs.length(); i += 4) {
                        int number = i;
                        workers.execute(() -> {
                            if (number % 97 == 0) {
                                LockSupport.parkNanos(2_000_000);
                            }
                            runs.incrementAndGet(number);
                            done.countDown();
                        });
                    }
                }))
                .toList();
        givers.forEach(Thread::start);
        for (Thread giver : givers) {
            giver.join();
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(IntStream.range(0, runs.length()).filter(i -> runs.get(i) != 1))
                .isEmpty();
    }

    @Test
    void shortTasksShareFewThreads() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(100_000);
        for (int i = 0; i < 100_000; i++) {
            workers.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSizeLessThan(50 + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aTaskThatThrowsHurtsNoOther() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        workers.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        workers.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        workers.close();
        awaitThreads();
        assertThat(uncaught).singleElement().extracting(Throwable::getMessage).isEqualTo("on purpose");
    }

    /** A thread that stays interrupted cannot rest, and the next task would be told of what was not meant for it. */
    @Test
    void anInterruptIsForgottenWithItsTask() throws InterruptedException {
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            workers.execute(() -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).hasSize(100).containsOnly(false);
    }

    @Test
    void closingLetsAllRunThatWasGivenAndTakesNothingMore() throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            workers.execute(ran::incrementAndGet);
        }
        workers.close();
        awaitThreads();
        assertThat(ran).hasValue(1_000);
        assertThatThrownBy(() -> workers.execute(ran::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void threadsEndThatHaveNothingToDo() throws InterruptedException {
        Workers restless = new Workers(this::thread, Duration.ofMillis(20));
        for (int round = 0; round < 3; round++) {
            CountDownLatch done = new CountDownLatch(10);
            for (int i = 0; i < 10; i++) {
                restless.execute(done::countDown);
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            awaitThreads();
        }
        restless.close();
    }
}

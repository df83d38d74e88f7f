package dev.estibador.netty.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class UserExecutorTest {
    @Test
    void tasksOfOneReadingWakeNobodyBeforeItsEnd() throws InterruptedException {
        List<Runnable> after = new ArrayList<>();
        UserExecutor executor = new UserExecutor(null, after::add, () -> false);
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            executor.executeSoon(done::countDown);
        }
        assertThat(after).hasSize(1);
        assertThat(done.getCount()).isEqualTo(3);

        after.remove(0).run();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch again = new CountDownLatch(1);
        executor.executeSoon(again::countDown);
        after.remove(0).run();
        assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
        executor.close();
    }

    @Test
    void theUsersExecutorGetsEachTaskAtOnce() {
        List<Runnable> given = new ArrayList<>();
        UserExecutor executor = new UserExecutor(
                given::add,
                action -> {
                    throw new AssertionError("nothing to wait for");
                },
                () -> false);
        AtomicInteger ran = new AtomicInteger();
        executor.executeSoon(ran::incrementAndGet);
        executor.execute(ran::incrementAndGet);
        assertThat(given).hasSize(2);
        given.forEach(Runnable::run);
        given.forEach(Runnable::run); // an executor may run a task twice; it is done once
        assertThat(ran).hasValue(2);
    }

    static Stream<Executor> executorsThatRefuse() {
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        return Stream.of(
                ended,
                task -> {
                    throw new IllegalStateException("on purpose");
                },
                task -> {
                    throw new StackOverflowError("on purpose");
                },
                task -> {
                    throw new RejectedExecutionException();
                });
    }

    /** R9. */
    @ParameterizedTest
    @MethodSource("executorsThatRefuse")
    void whatTheUsersExecutorRefusesRunsOnThreadsOfOurOwn(Executor refusing) throws InterruptedException {
        UserExecutor executor = new UserExecutor(refusing, Runnable::run, () -> true);
        CountDownLatch done = new CountDownLatch(3);
        executor.execute(done::countDown);
        executor.executeSoon(done::countDown);
        executor.executeElsewhere(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        executor.close();
    }

    /** Tasks that it has taken, and will never begin: it drops them, and its only thread is busy for good. */
    @Test
    void whatAnExecutorDropsAsItIsShutDownRunsOnThreadsOfOurOwn() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService given = Executors.newSingleThreadExecutor();
        UserExecutor executor = new UserExecutor(given, Runnable::run, () -> true);
        executor.execute(() -> {
            busy.countDown();
            while (over.getCount() > 0) {
                Thread.onSpinWait(); // whatever interrupts it
            }
        });
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch done = new CountDownLatch(2);
        executor.execute(done::countDown);
        executor.executeSoon(done::countDown);

        given.shutdownNow();

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        over.countDown();
        executor.close();
    }

    /** L8: as where the threads cannot be created that carry virtual ones. */
    @Test
    void aTaskThatNoVirtualThreadCanBeStartedForRunsAllTheSame() throws InterruptedException {
        GrowingPool pool = new GrowingPool(thread -> thread.setDaemon(true), Duration.ofMillis(20));
        VirtualThreads none = new VirtualThreads(
                task -> new Thread(task) {
                    @Override
                    public synchronized void start() {
                        throw new OutOfMemoryError("on purpose");
                    }
                },
                pool);
        CountDownLatch done = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            none.execute(done::countDown);
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        pool.close();
    }

    /** R9. */
    @Test
    void noTaskRunsOnAnIoThread() throws InterruptedException {
        Thread io = Thread.currentThread();
        UserExecutor executor = new UserExecutor(Runnable::run, Runnable::run, () -> Thread.currentThread() == io);
        Set<Thread> runners = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(3);
        Runnable task = () -> {
            runners.add(Thread.currentThread());
            done.countDown();
        };
        executor.execute(task);
        executor.executeSoon(task);
        executor.executeElsewhere(task);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(runners).doesNotContain(io);
        executor.close();
    }

    @Test
    void onThreadsOfTheUsersTheExecutorMayRunTasksAtOnce() {
        UserExecutor executor = new UserExecutor(Runnable::run, Runnable::run, () -> false);
        AtomicReference<Thread> runner = new AtomicReference<>();
        executor.execute(() -> runner.set(Thread.currentThread()));
        assertThat(runner).hasValue(Thread.currentThread());
    }

    @Test
    void afterCloseATaskRunsAllTheSame() throws InterruptedException {
        UserExecutor executor = new UserExecutor(null, Runnable::run, () -> false);
        executor.close();
        CountDownLatch done = new CountDownLatch(2);
        executor.executeSoon(done::countDown);
        executor.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
}

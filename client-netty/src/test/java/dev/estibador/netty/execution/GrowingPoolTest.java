package dev.estibador.netty.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GrowingPoolTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    /** How many threads more cannot be created. */
    private final AtomicInteger forbidden = new AtomicInteger();

    private final GrowingPool pool = new GrowingPool(this::prepare, Duration.ofSeconds(5));

    private void prepare(Thread thread) {
        if (forbidden.get() > 0) {
            forbidden.decrementAndGet();
            throw new OutOfMemoryError("unable to create native thread (on purpose)");
        }
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((in, e) -> uncaught.add(e));
        made.add(thread);
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        over.countDown();
        pool.close();
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
        int stuck = PROCESSORS + 20;
        CountDownLatch done = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            if (i < stuck) {
                pool.execute(this::blockForGood);
            }
            pool.execute(done::countDown);
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A thread that computes is not blocked, however long it does. */
    @Test
    void computingMakesNoThreads() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            pool.execute(() -> {
                compute(Duration.ofMillis(30));
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(made).hasSizeLessThanOrEqualTo(PROCESSORS);
    }

    /** More threads would wait for it, too: so it is where many need what one is making, such as the first reader of a type. */
    @Test
    void aLockOfOneThatComputesMakesNoThreads() throws InterruptedException {
        computeUnderOneLock(20, Duration.ofMillis(100));
        assertThat(made).hasSizeLessThanOrEqualTo(PROCESSORS + 1);
    }

    /** The lock is nobody's for as long as the thread that gets it next waits for a processor: that one is not blocked. */
    @Test
    void aLockThatIsPassedOnWhereProcessorsAreShortMakesNoThreads() throws InterruptedException {
        List<Thread> load = Stream.generate(() -> new Thread(this::computeUntilItIsOver))
                .limit(8L * PROCESSORS)
                .toList();
        load.forEach(Thread::start);
        try {
            computeUnderOneLock(300, Duration.ofMillis(1));
            assertThat(made).hasSizeLessThanOrEqualTo(PROCESSORS + 1);
        } finally {
            over.countDown();
            for (Thread thread : load) {
                thread.join();
            }
        }
    }

    private void computeUnderOneLock(int tasks, Duration each) throws InterruptedException {
        Object lock = new Object();
        CountDownLatch done = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                synchronized (lock) {
                    compute(each);
                }
                done.countDown();
            });
        }
        assertThat(done.await(40, TimeUnit.SECONDS)).isTrue();
    }

    private void computeUntilItIsOver() {
        while (over.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void compute(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** As a writer to a full pipe holds the lock of standard output: whoever waits for it waits as long. */
    @Test
    void noTaskWaitsForALockWhoseOwnerWaitsInNativeCode() throws Exception {
        Object lock = new Object();
        CountDownLatch done = new CountDownLatch(1);
        try (var nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var socket = new Socket(nobody.getInetAddress(), nobody.getLocalPort())) {
            for (int i = 0; i < PROCESSORS + 5; i++) {
                pool.execute(() -> {
                    synchronized (lock) {
                        try {
                            socket.getInputStream().read();
                        } catch (IOException e) {
                            // the end of the test
                        }
                    }
                });
            }
            pool.execute(done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The state of a thread that reads a socket or a pipe says that it runs. */
    @Test
    void noTaskWaitsForThoseThatWaitInNativeCode() throws Exception {
        int stuck = PROCESSORS + 3;
        CountDownLatch done = new CountDownLatch(1);
        try (var nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < stuck; i++) {
                Socket socket = new Socket(nobody.getInetAddress(), nobody.getLocalPort());
                sockets.add(socket);
                pool.execute(() -> {
                    try {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        // the end of the test
                    }
                });
            }
            pool.execute(done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void blockedThreadsAreReplacedOneByOneAndNoMoreThanNeeded() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            pool.execute(this::blockForGood);
        }
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            pool.execute(done::countDown);
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(made).hasSizeBetween(41, 40 + PROCESSORS + 2);
    }

    @Test
    void thereIsABound() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(GrowingPool.MOST);
        for (int i = 0; i < GrowingPool.MOST + 50; i++) {
            pool.execute(() -> {
                begun.incrementAndGet();
                all.countDown();
                blockForGood();
            });
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(made).hasSizeLessThanOrEqualTo(GrowingPool.MOST);
        assertThat(begun).hasValue(GrowingPool.MOST);
    }

    @Test
    void surplusThreadsEndWhenNothingIsBlockedAnyMore() throws InterruptedException {
        tasksThatWaitForEachOtherAllRunAtOnce();
        Set<Thread> users = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(10_000);
        for (int i = 0; i < 10_000; i++) {
            pool.execute(() -> {
                users.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4); // before they would have been idle for long enough
        while (made.stream().filter(Thread::isAlive).count() > PROCESSORS) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** L8, R6: nothing is lost by it, and it is tried again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 40})
    void aThreadThatCannotBeCreatedIsTriedAgain(int times) throws InterruptedException {
        forbidden.set(times);
        AtomicIntegerArray runs = new AtomicIntegerArray(200);
        CountDownLatch done = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            int number = i;
            if (number % 10 == 0) {
                pool.execute(this::blockForGood);
            }
            pool.execute(() -> {
                runs.incrementAndGet(number);
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(IntStream.range(0, 200).filter(i -> runs.get(i) != 1)).isEmpty();
        assertThat(forbidden).hasValue(0);
    }

    @Test
    void tasksThatWaitForEachOtherAllRunAtOnce() throws InterruptedException {
        CyclicBarrier all = new CyclicBarrier(100);
        CountDownLatch met = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            pool.execute(() -> {
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
                        pool.execute(() -> {
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
            pool.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSizeLessThan(50 + PROCESSORS);
    }

    @Test
    void aTaskThatThrowsHurtsNoOther() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        pool.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        pool.close();
        awaitThreads();
        assertThat(uncaught).singleElement().extracting(Throwable::getMessage).isEqualTo("on purpose");
    }

    /** A thread that stays interrupted cannot rest, and the next task would be told of what was not meant for it. */
    @Test
    void anInterruptIsForgottenWithItsTask() throws InterruptedException {
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            pool.execute(() -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).hasSize(100).containsOnly(false);
    }

    @Test
    void closingLetsAllRunAlsoWhatComesLaterAndKeepsNoThread() throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            pool.execute(ran::incrementAndGet);
        }
        pool.close();
        CountDownLatch late = new CountDownLatch(1);
        pool.execute(late::countDown);
        assertThat(late.await(20, TimeUnit.SECONDS)).isTrue();
        awaitThreads();
        assertThat(ran).hasValue(1_000);
    }

    @Test
    void threadsEndThatHaveNothingToDo() throws InterruptedException {
        GrowingPool restless = new GrowingPool(this::prepare, Duration.ofMillis(20));
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

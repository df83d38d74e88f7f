package dev.estibador.netty.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool for tasks of which most are short, some block, and a few never end: one thread for each processor, and one more for
 * each thread that is blocked while tasks wait, up to a bound.
 *
 * <p>While all threads are busy and tasks wait, a check runs every millisecond. If no task has completed since the last two
 * checks and a thread is blocked, the pool grows by one thread; it shrinks again when the blocked task ends. A thread is
 * blocked if it waits for a lock, a condition or a time, or if it has used no CPU time for {@value NativeWait#TICKS} checks and is in
 * native code, as a read of a socket or a file is. A thread that computes is never taken for blocked, however long it computes,
 * and however long it waits for a processor; nor is one that waits for a lock whose owner computes, or that
 * gets a lock once it has a processor.
 *
 * <p>A thread that cannot be created is tried again by the check; its tasks stay in the queue.
 *
 * <p>How the state is shared: {@code extra} and {@code Worker.lent} change under the pool's own monitor. {@code busy} and the
 * queue are read in opposite order by whoever adds a task and by whoever takes one, so one of both sees that a check is needed.
 */
final class GrowingPool implements Executor {
    /** The most threads, blocked ones included. */
    static final int MOST = Math.max(256, 16 * Runtime.getRuntime().availableProcessors());

    private static final int QUIET_TICKS = 2;
    private static final Executor NEXT_TICK =
            CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run);

    private final int processors = Runtime.getRuntime().availableProcessors();
    private final Consumer<? super Thread> prepare;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean checking = new AtomicBoolean();
    private final ThreadPoolExecutor pool;

    private int extra;

    // of the check, which runs on one thread
    private long completedBefore;
    private int quiet;
    private final Map<Long, NativeWait> owners = new HashMap<>();

    /**
     * @param prepare sets name and kind of a new thread
     * @param idle after which a thread ends that has nothing to do
     */
    GrowingPool(Consumer<? super Thread> prepare, Duration idle) {
        this.prepare = prepare;
        this.pool = new ThreadPoolExecutor(
                processors, processors, idle.toNanos(), TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), Worker::new);
        pool.allowCoreThreadTimeOut(true);
        try {
            // the timer's thread is there from now on, so that a task for which there is no thread is tried again
            NEXT_TICK.execute(() -> {});
        } catch (Throwable e) {
            // it could not be created: the first task that needs it tries again
        }
    }

    /** Runs the task soon. Never fails: a task for which there is no thread waits until there is one. */
    @Override
    public void execute(Runnable task) {
        Task added = new Task(task);
        try {
            pool.execute(added);
        } catch (Throwable e) {
            // no thread could be created
            pool.getQueue().add(added);
            check();
            return;
        }
        if (busy.get() >= pool.getMaximumPoolSize()) {
            check();
        }
    }

    /** Keeps no thread that has nothing to do. Tasks run all the same, also those that come later. */
    void close() {
        pool.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }

    private void check() {
        if (checking.compareAndSet(false, true)) {
            scheduleTick();
        }
    }

    private void scheduleTick() {
        try {
            NEXT_TICK.execute(this::tick);
        } catch (Throwable e) {
            // not even the timer's thread could be created: the next task that is added or begins tries again
            checking.set(false);
        }
    }

    private void tick() {
        try {
            look();
        } catch (Throwable e) {
            quiet = 0; // no thread could be created: the next tick tries again
        }
        if (!pool.getQueue().isEmpty()) {
            scheduleTick();
            return;
        }
        quiet = 0;
        checking.set(false);
        if (!pool.getQueue().isEmpty()) {
            check();
        }
    }

    private void look() {
        long completed = 0;
        List<Worker> blocked = new ArrayList<>();
        for (Worker worker : workers) {
            completed += worker.steps / 2;
            boolean blocks = worker.isBlocked();
            if (blocks && !worker.lent) {
                blocked.add(worker);
            } else if (!blocks && worker.lent) {
                shrink(worker);
            }
        }
        quiet = completed == completedBefore ? quiet + 1 : 0;
        completedBefore = completed;
        if (quiet >= QUIET_TICKS) {
            Map<Long, Boolean> computing = new HashMap<>();
            blocked.stream()
                    .filter(worker -> !waitsForOneThatComputes(worker, computing))
                    .findFirst()
                    .ifPresent(this::grow);
        } else {
            owners.clear();
        }
        if (pool.getPoolSize() < pool.getCorePoolSize() && !pool.getQueue().isEmpty()) {
            pool.prestartCoreThread();
        }
    }

    /** More threads would only wait for it, too; or for a processor, as does the one that gets a free lock. */
    private boolean waitsForOneThatComputes(Worker worker, Map<Long, Boolean> known) {
        long owner = ThreadFacts.ownerThatRuns(worker);
        if (owner == ThreadFacts.UNKNOWN) {
            return false;
        }
        if (owner == ThreadFacts.NOBODY) {
            return true;
        }
        return known.computeIfAbsent(
                owner, id -> !owners.computeIfAbsent(id, NativeWait::new).isOne());
    }

    /** Makes room for a thread in place of one that is blocked. */
    private synchronized void grow(Worker blocked) {
        if (processors + extra < MOST) {
            blocked.lent = true;
            extra++;
            pool.setMaximumPoolSize(processors + extra);
            pool.setCorePoolSize(processors + extra);
        }
    }

    private synchronized void shrink(Worker released) {
        if (released.lent) {
            released.lent = false;
            extra--;
            pool.setCorePoolSize(processors + extra);
            pool.setMaximumPoolSize(processors + extra);
        }
    }

    /** A task, which is run once, harms its thread by nothing that it throws, and leaves no interrupt to the next. */
    private final class Task extends AtomicBoolean implements Runnable {
        private static final long serialVersionUID = 1;

        private final transient Runnable task;

        Task(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!compareAndSet(false, true)) {
                return; // it is in the queue twice
            }
            Worker worker = (Worker) Thread.currentThread();
            worker.step();
            if (busy.incrementAndGet() >= pool.getMaximumPoolSize()
                    && !pool.getQueue().isEmpty()) {
                check();
            }
            try {
                task.run();
            } catch (Throwable e) {
                Uncaught.report(e);
            } finally {
                busy.decrementAndGet();
                worker.step();
                if (worker.lent) {
                    shrink(worker);
                }
                boolean ignored = Thread.interrupted();
            }
        }
    }

    private final class Worker extends Thread {
        /** Twice the number of tasks that have ended, and one more inside a task. Written by this thread alone. */
        private volatile long steps;

        /** Another thread works in place of this one. */
        private volatile boolean lent;

        // what the check remembers
        private long stepsBefore;
        private @Nullable NativeWait task;

        Worker(Runnable work) {
            super(work);
            prepare.accept(this);
        }

        @Override
        public void run() {
            workers.add(this); // not in start(), which newer Java does not call
            try {
                super.run();
            } catch (OutOfMemoryError e) {
                // the thread that was to follow this one could not be created
            } finally {
                workers.remove(this);
                if (!pool.getQueue().isEmpty()) {
                    check();
                }
            }
        }

        void step() {
            long before = steps;
            steps = before + 1;
        }

        boolean isBlocked() {
            long now = steps;
            boolean same = now == stepsBefore && now % 2 != 0;
            stepsBefore = now;
            if (!same) {
                task = null;
                return false;
            }
            if (getState() != State.RUNNABLE) {
                return true;
            }
            if (task == null) {
                task = new NativeWait(getId());
            }
            return task.isOne();
        }
    }
}

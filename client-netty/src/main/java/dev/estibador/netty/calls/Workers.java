package dev.estibador.netty.calls;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Threads for tasks of which most are short, some block, and a few never end.
 *
 * <p>Waking a thread costs more than a short task does, and threads that are many take the processors from those that read
 * the sockets. So no more work than there are processors, each one task after another. Only one at a time is on its way to
 * the tasks, and what is given meanwhile wakes nobody; who has found no task looks around for a moment before it rests.
 *
 * <p>Nobody may wait for a task that blocks, though. While all are at work a watch looks each millisecond who is waiting in
 * the very task that it was in before, or has been in it for long: that one counts as a worker no more. Then there may be
 * more threads, up to twice as many with each look, until what has been queued is taken.
 */
final class Workers implements Executor {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LONG_TICKS = 10;
    private static final int LOOKS = 2;

    private final int most = Runtime.getRuntime().availableProcessors();
    private final Function<Runnable, Thread> threads;
    private final long idleNanos;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Those who rest, the last first; guarded by itself. */
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();

    private final Set<Worker> all = ConcurrentHashMap.newKeySet();
    /** How many are at work and not known to block. */
    private final AtomicInteger counted = new AtomicInteger();

    /** One is on its way to the tasks, and will look at them after it has said that it no longer is. */
    private final AtomicBoolean coming = new AtomicBoolean();

    /** There is a watch, which will look at the tasks once more when it has ended. */
    private final AtomicBoolean watched = new AtomicBoolean();

    private volatile boolean closed;

    /** @param idle after which a thread ends that has had nothing to do */
    Workers(Function<Runnable, Thread> threads, Duration idle) {
        this.threads = threads;
        this.idleNanos = idle.toNanos();
    }

    @Override
    public void execute(Runnable task) {
        add(task);
        call();
    }

    /** Takes a task; {@link #call} must follow, and may serve for several. */
    void add(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        tasks.add(task);
    }

    /** Lets what was given run to its end, and keeps no thread after it. */
    void close() {
        closed = true;
        for (Worker next = pollIdle(); next != null; next = pollIdle()) {
            next.wake(Role.EXTRA);
        }
    }

    /** Sees to it that somebody comes to the tasks: who adds one calls this, and who leaves some. */
    void call() {
        if (coming.get()) {
            return;
        }
        if (counted.get() < most) {
            if (coming.compareAndSet(false, true)) {
                counted.incrementAndGet();
                begin(Role.WORKER);
            }
        } else if (!watched.get() && watched.compareAndSet(false, true)) {
            begin(Role.WATCH);
        }
    }

    private void begin(Role role) {
        Worker next = pollIdle();
        if (next != null) {
            next.wake(role);
            return;
        }
        Worker made = new Worker(role);
        all.add(made);
        try {
            threads.apply(made).start();
        } catch (Throwable e) {
            all.remove(made);
            made.giveUp(role);
            throw e;
        }
    }

    private @Nullable Worker pollIdle() {
        synchronized (idle) {
            return idle.poll();
        }
    }

    private enum Role {
        /** Comes to the tasks, and stays while there are any. */
        WORKER,
        /** Takes one task, beyond what the workers do. */
        EXTRA,
        WATCH
    }

    private final class Worker implements Runnable {
        private volatile Thread thread = Thread.currentThread();
        private volatile @Nullable Role role;
        private final AtomicBoolean counts;
        /** Odd while in a task. */
        private volatile int steps;
        // what the watch remembers
        private int stepsBefore;
        private int ticks;

        Worker(Role role) {
            this.role = role;
            this.counts = new AtomicBoolean(role == Role.WORKER);
        }

        void wake(Role as) {
            counts.set(as == Role.WORKER);
            role = as;
            LockSupport.unpark(thread);
        }

        void giveUp(Role as) {
            if (as == Role.WORKER) {
                coming.set(false);
            } else if (as == Role.WATCH) {
                watched.set(false);
            }
            countNoMore();
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                do {
                    turn();
                } while (rest());
            } finally {
                all.remove(this);
            }
        }

        private void turn() {
            if (role == Role.WORKER) {
                work();
                countNoMore();
            } else if (role == Role.WATCH) {
                watch();
            } else {
                Runnable task = tasks.poll();
                if (task != null) {
                    perform(task);
                }
            }
        }

        private boolean countNoMore() {
            boolean counted = counts.compareAndSet(true, false);
            if (counted) {
                Workers.this.counted.decrementAndGet();
            }
            return counted;
        }

        private void work() {
            Runnable task = look();
            while (task != null) {
                if (!tasks.isEmpty()) {
                    call();
                }
                int step = steps;
                steps = step + 1;
                perform(task);
                steps = step + 2;
                if (!counts.get()) {
                    return;
                }
                task = tasks.poll();
                if (task == null && coming.compareAndSet(false, true)) {
                    task = look();
                }
            }
        }

        /** As the one who is on its way: finds a task within a moment, or none. */
        @SuppressWarnings(
                "ThreadPriorityCheck") // whatever the scheduler makes of it, a task is found or the thread rests
        private @Nullable Runnable look() {
            Runnable task = tasks.poll();
            for (int looks = 0; task == null && looks < LOOKS && !closed; looks++) {
                Thread.yield();
                task = tasks.poll();
            }
            coming.set(false);
            return task;
        }

        private void perform(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
            // an interrupt was meant for the task, and would keep this thread from resting
            boolean ignored = Thread.interrupted();
        }

        private void watch() {
            try {
                int quiet = 0;
                while (quiet < LONG_TICKS && !(closed && tasks.isEmpty())) {
                    LockSupport.parkNanos(Workers.this, TICK_NANOS);
                    boolean blocked = false;
                    for (Worker each : all) {
                        blocked |= each.blocks() && each.countNoMore();
                    }
                    for (int more = blocked ? Math.min(tasks.size(), all.size()) : 0; more > 0; more--) {
                        begin(Role.EXTRA);
                    }
                    quiet++;
                    if (!tasks.isEmpty()) {
                        quiet = 0;
                        call();
                    }
                }
            } finally {
                watched.set(false);
            }
        }

        private boolean blocks() {
            int now = steps;
            ticks = now % 2 != 0 && now == stepsBefore ? ticks + 1 : 0;
            stepsBefore = now;
            return ticks >= LONG_TICKS || (ticks > 0 && thread.getState() != Thread.State.RUNNABLE);
        }

        /** False if somebody has called this thread from its rest. */
        private boolean takeBack() {
            synchronized (idle) {
                return idle.remove(this);
            }
        }

        /** Waits for something to do; false if this thread is needed no more. */
        private boolean rest() {
            role = null;
            synchronized (idle) {
                idle.push(this);
            }
            if (closed && takeBack()) {
                return !tasks.isEmpty();
            }
            if (!tasks.isEmpty()) {
                call();
            }
            long end = System.nanoTime() + idleNanos;
            while (role == null) {
                long left = end - System.nanoTime();
                if (left <= 0 && takeBack()) {
                    return false;
                }
                LockSupport.parkNanos(Workers.this, Math.max(left, TICK_NANOS));
            }
            return true;
        }
    }
}

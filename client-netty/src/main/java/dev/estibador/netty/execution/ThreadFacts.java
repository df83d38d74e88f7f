package dev.estibador.netty.execution;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** What the JVM knows of threads, by which one that computes, or waits for one that does, differs from one that is blocked. */
final class ThreadFacts {
    static final long UNKNOWN = -1;
    /** Whoever gets the lock next has it as soon as it has a processor. */
    static final long NOBODY = -2;

    private static final int LONGEST_CHAIN = 16;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean MEASURED = THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private ThreadFacts() {}

    /** The nanoseconds of CPU time that the thread has used; negative where the JVM does not say. */
    static long cpuTime(long thread) {
        return MEASURED ? THREADS.getThreadCpuTime(thread) : UNKNOWN;
    }

    /**
     * The id of the running thread that holds the lock that the thread waits for, or that holds the lock which that one's owner waits
     * for, and so on; {@link #NOBODY} where that lock is free, and {@link #UNKNOWN} if the thread waits for no lock.
     */
    static long ownerThatRuns(Thread thread) {
        long id = thread.getId();
        for (int links = 0; links < LONGEST_CHAIN; links++) {
            @Nullable ThreadInfo info = THREADS.getThreadInfo(id);
            if (info == null) {
                return UNKNOWN;
            }
            if (info.getThreadState() == Thread.State.RUNNABLE) {
                return id;
            }
            long owner = info.getLockOwnerId();
            if (owner < 0 || owner == id) {
                return info.getThreadState() == Thread.State.BLOCKED ? NOBODY : UNKNOWN;
            }
            id = owner;
        }
        return UNKNOWN; // they wait for each other
    }

    /** Whether the thread is in native code, as it is while it reads a socket or writes to a pipe: its state says that it runs. */
    static boolean isInNativeCode(long thread) {
        @Nullable ThreadInfo info = THREADS.getThreadInfo(thread, 1);
        return info != null && info.getStackTrace().length > 0 && info.getStackTrace()[0].isNativeMethod();
    }
}

package dev.estibador.netty.execution;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** What the JVM knows of threads, by which one that computes, or waits for one that does, differs from one that is blocked. */
final class ThreadFacts {
    private static final long UNKNOWN = -1;
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
     * for, and so on; negative if there is none.
     */
    static long ownerThatRuns(Thread thread) {
        @Nullable ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        for (int links = 0; links < LONGEST_CHAIN && info != null && info.getLockOwnerId() >= 0; links++) {
            info = THREADS.getThreadInfo(info.getLockOwnerId());
            if (info != null && info.getThreadState() == Thread.State.RUNNABLE) {
                return info.getThreadId();
            }
        }
        return UNKNOWN; // it waits for no lock, or for threads that wait for each other
    }

    /** Whether the thread is in native code, as it is while it reads a socket or writes to a pipe: its state says that it runs. */
    static boolean isInNativeCode(long thread) {
        @Nullable ThreadInfo info = THREADS.getThreadInfo(thread, 1);
        return info != null && info.getStackTrace().length > 0 && info.getStackTrace()[0].isNativeMethod();
    }
}

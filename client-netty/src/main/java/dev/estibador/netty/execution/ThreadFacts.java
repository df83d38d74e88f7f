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
    static long cpuTime(Thread thread) {
        return MEASURED ? THREADS.getThreadCpuTime(thread.getId()) : UNKNOWN;
    }

    /**
     * Whether the thread waits for a lock that a running thread holds, or that one holds which waits for such a lock. More
     * threads would only wait for it, too.
     */
    static boolean waitsForOneThatRuns(Thread thread) {
        @Nullable ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        for (int links = 0; links < LONGEST_CHAIN && info != null && info.getLockOwnerId() >= 0; links++) {
            info = THREADS.getThreadInfo(info.getLockOwnerId());
            if (info != null && info.getThreadState() == Thread.State.RUNNABLE) {
                return true;
            }
        }
        return false; // it waits for no lock, or for threads that wait for each other
    }
}

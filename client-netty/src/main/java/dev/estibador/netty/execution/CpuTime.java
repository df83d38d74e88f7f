package dev.estibador.netty.execution;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The CPU time of threads, by which one that computes differs from one that waits in native code. */
final class CpuTime {
    private static final long UNKNOWN = -1;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean MEASURED = THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private CpuTime() {}

    /** The nanoseconds of CPU time that the thread has used; negative where the JVM does not say. */
    static long of(Thread thread) {
        return MEASURED ? THREADS.getThreadCpuTime(thread.getId()) : UNKNOWN;
    }
}

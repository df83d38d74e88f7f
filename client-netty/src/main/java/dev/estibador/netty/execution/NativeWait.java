package dev.estibador.netty.execution;

/**
 * Looks at a thread in state {@code RUNNABLE}, once in each check of the pool, and decides whether it waits in native code: it has used no
 * CPU time for {@value #TICKS} checks, and its topmost frame is native. A thread that waits for a processor uses none either, but is
 * seldom in native code then. Not thread-safe.
 */
final class NativeWait {
    static final int TICKS = 20;

    private final long thread;
    private long cpuBefore;
    private int ticksWithoutCpu;
    private boolean inNativeCode;

    NativeWait(long thread) {
        this.thread = thread;
    }

    boolean isOne() {
        long cpu = ThreadFacts.cpuTime(thread);
        ticksWithoutCpu = cpu == cpuBefore && cpu >= 0 ? ticksWithoutCpu + 1 : 0;
        cpuBefore = cpu;
        if (ticksWithoutCpu % TICKS == 0) {
            inNativeCode = ticksWithoutCpu > 0 && ThreadFacts.isInNativeCode(thread);
        }
        return inNativeCode;
    }
}

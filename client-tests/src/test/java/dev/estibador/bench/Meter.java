package dev.estibador.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What a piece of work took of this process: wall time, CPU of all its threads (the JIT's and the collector's too), and
 * what its Java threads allocated, as far as they still live at its end.
 */
final class Meter {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> allocated = allocated();
    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long wall = System.nanoTime();

    private static Map<Long, Long> allocated() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                byThread.put(ids[i], bytes[i]);
            }
        }
        return byThread;
    }

    /** {@code wall} and {@code cpu} in seconds, {@code alloc} in bytes. */
    Map<String, Double> stop() {
        double seconds = (System.nanoTime() - wall) / 1e9;
        double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        long bytes = allocated().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
        Map<String, Double> values = new HashMap<>();
        values.put("wall", seconds);
        values.put("cpu", used);
        values.put("alloc", (double) bytes);
        return values;
    }
}

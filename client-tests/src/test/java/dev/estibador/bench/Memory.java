package dev.estibador.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds: its used heap after a collection, and its resident memory. Where the heap was touched as a whole
 * at the start, the growth of the second is what is held outside the heap: buffers and stacks.
 *
 * @param heap bytes
 * @param resident bytes
 * @param threads Java's live ones
 */
record Memory(long heap, long resident, int threads) {
    static Memory now() throws IOException {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            long kilobytes = status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
            return new Memory(heap, kilobytes << 10, threads);
        }
    }

    /** Bytes held more than then. */
    long since(Memory before) {
        return heap - before.heap + resident - before.resident;
    }
}

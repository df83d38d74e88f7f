package dev.estibador.bench;

import java.io.IOException;
import java.util.List;

/**
 * Work that each contender does in rounds, and the rows that come of it.
 *
 * @param task what a contender is told, see {@link Tasks}; a cold start has none
 * @param reference the contender that ours is compared with: raw, and docker-java besides, or {@link TarAndCurl} alone
 * @param flags for its JVM
 * @param warmUps how often it does the task of a quick run before it is measured
 * @param follows true if it talks to the double's socket for follows
 */
record Workload(
        String name, Task task, String reference, List<String> flags, int warmUps, boolean follows, List<Row> rows) {
    static final String RAW = "raw";

    /** The line for a contender; a quick run takes less of everything. */
    interface Task {
        String line(String contender, boolean quick, Folders folders) throws IOException;
    }

    boolean coldStart() {
        return flags.isEmpty();
    }
}

package dev.estibador.netty.wire;

import java.util.concurrent.atomic.AtomicLong;

/** How many items were asked for in all; {@link Long#MAX_VALUE}, which is for ever, is never passed. */
final class Demand {
    private final AtomicLong total = new AtomicLong();

    void add(long more) {
        total.updateAndGet(before -> before > Long.MAX_VALUE - more ? Long.MAX_VALUE : before + more);
    }

    /** True if more were asked for than that many. */
    boolean exceeds(long items) {
        long asked = total.get();
        return asked > items || asked == Long.MAX_VALUE;
    }
}

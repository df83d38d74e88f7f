package dev.estibador.netty.wire;

/** How many items were asked for and not yet given; counts up to {@link Long#MAX_VALUE}, which is for ever. Not thread-safe. */
final class Demand {
    private long unmet;

    void add(long more) {
        unmet = unmet > Long.MAX_VALUE - more ? Long.MAX_VALUE : unmet + more;
    }

    /** Takes at most {@code wanted}; gives how many. */
    int take(int wanted) {
        int taken = (int) Math.min(wanted, unmet);
        if (unmet != Long.MAX_VALUE) {
            unmet -= taken;
        }
        return taken;
    }

    boolean exceeds(int items) {
        return unmet > items;
    }
}

package dev.estibador.netty.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Running what belongs to a channel's event loop. */
final class Loops {
    private Loops() {}

    /**
     * Runs the action on the loop: at once if this is its thread, and here if the loop has ended, because then nobody
     * else touches what belonged to it.
     */
    static void run(EventLoop loop, Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
            return;
        }
        try {
            loop.execute(action);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }
}

package dev.estibador.netty.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A virtual thread for each task, on Java 21 and newer. Found by reflection, since Java 17 compiles this. */
final class VirtualThreads implements Executor {
    private final ThreadFactory threads;

    private VirtualThreads(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Null where Java has no virtual threads. */
    static @Nullable VirtualThreads named(String prefix) {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            return new VirtualThreads((ThreadFactory) type.getMethod("factory").invoke(named));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " has no virtual threads", e);
        }
    }

    @Override
    public void execute(Runnable task) {
        threads.newThread(task).start();
    }
}

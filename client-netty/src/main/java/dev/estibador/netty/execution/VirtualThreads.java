package dev.estibador.netty.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread for each task, on Java 21 and newer. Found by reflection, since Java 17 compiles this. A task for which none can be
 * started, as where their carriers cannot be created, goes to a {@link GrowingPool}, which tries again.
 */
final class VirtualThreads implements Executor {
    private final ThreadFactory threads;
    private final GrowingPool otherwise;

    VirtualThreads(ThreadFactory threads, GrowingPool otherwise) {
        this.threads = threads;
        this.otherwise = otherwise;
    }

    /** Null where Java has no virtual threads. */
    static @Nullable VirtualThreads named(String prefix, GrowingPool otherwise) {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            return new VirtualThreads((ThreadFactory) type.getMethod("factory").invoke(named), otherwise);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " has no virtual threads", e);
        }
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.newThread(task).start();
        } catch (Throwable e) {
            otherwise.execute(task);
        }
    }
}

package dev.estibador.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many calls at a time with a client that blocks: a thread for each that is in flight, kept from one run to the next. */
final class BlockingCalls implements AutoCloseable {
    interface Call {
        void make() throws Exception;
    }

    private ExecutorService threads;

    void run(int calls, int inFlight, Call call) throws Exception {
        if (threads == null) {
            threads = Executors.newFixedThreadPool(inFlight, task -> {
                Thread thread = new Thread(task, "caller");
                thread.setDaemon(true);
                return thread;
            });
        }
        AtomicInteger left = new AtomicInteger(calls);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            callers.add(threads.submit(() -> {
                while (left.getAndDecrement() > 0) {
                    call.make();
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}

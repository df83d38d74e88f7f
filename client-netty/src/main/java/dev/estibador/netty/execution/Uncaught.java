package dev.estibador.netty.execution;

/** What a task throws that has no result to fail. */
final class Uncaught {
    private Uncaught() {}

    /** Gives it to the handler of the thread, as if the thread ended by it. */
    static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable e) {
            // the handler is the user's, and has had its turn
        }
    }
}

package dev.estibador.connect;

/**
 * Observes every HTTP call that a client makes, for metrics and traces: {@link DockerConfig.Builder#listener}. One operation
 * may be several calls: the question for the API version that comes before the first ({@code HEAD /_ping}), each connection of a
 * stream that resumes, the session of a build. A call that is sent again, since the engine had closed the idle connection,
 * is one.
 *
 * <p>It is called on {@link DockerConfig#executor()}, like all code of yours, and {@link #started} in the thread that makes the
 * call, unless that is an I/O thread. The events of one call come one at a time, in order; calls run beside each other. A
 * listener that takes its time holds up no call: the bytes of a call are added up until it takes them. What it throws is
 * logged, and changes nothing.
 *
 * <p>No headers, bodies or queries are given, since those may hold secrets.
 */
@FunctionalInterface
public interface CallListener {
    /** Hears nothing, and costs nothing. */
    CallListener NONE = call -> CallObserver.NONE;

    /**
     * Called when a call is about to be sent, or to wait for a connection. The observer that it returns gets the rest of the
     * call's events. The thread is the caller's only where nothing had to be found out before, so a trace's parent should not be
     * looked for on it alone.
     */
    CallObserver started(CallInfo call);
}

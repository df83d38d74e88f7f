package dev.estibador.connect;

/**
 * Hears of every HTTP call that a client makes, for metrics and traces: {@link DockerConfig.Builder#listener}. One operation
 * may be several calls: the question for the API version that comes before the first ({@code HEAD /_ping}), each connection of a
 * stream that resumes, the session of a build. A call that is sent again, since the engine had closed the idle connection,
 * is one.
 *
 * <p>It is told on the caller's thread or on an I/O thread, which serves other calls too: it must be quick and never block. Of
 * one call it is told one thing at a time; calls run beside each other. What it throws is logged, and changes nothing.
 *
 * <p>No headers, bodies or queries are given, since those may hold secrets.
 */
@FunctionalInterface
public interface CallListener {
    /** Hears nothing, and costs nothing. */
    CallListener NONE = call -> CallObserver.NONE;

    /**
     * A call is about to be sent, or to wait for a connection. What is returned is told the rest of it. The thread is the
     * caller's only where nothing had to be found out before, so a trace's parent should not be looked for on it alone.
     */
    CallObserver started(CallInfo call);
}

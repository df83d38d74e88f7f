package dev.estibador.connect;

/**
 * Hears of one call, on the terms of {@link CallListener}. Exactly one of {@link #ended}, {@link #failed} and
 * {@link #cancelled} comes, always, and nothing after it; a call of which neither side lets go is told when the client is
 * closed. A program may hear of its result before or after that.
 */
public interface CallObserver {
    /** Hears nothing. */
    CallObserver NONE = new CallObserver() {};

    /**
     * The head of the reply has come: 101, or 200 from some engines, for a session; 400 and more where the engine refuses.
     */
    default void head(int status) {}

    /**
     * More bytes of bodies or of a session went, or came, as far as they were read; never both of them 0. Those of heads, and
     * what HTTP puts around bodies, do not count. A body that was at hand whole counts when the reply's head has come.
     */
    default void bytes(long sent, long received) {}

    /**
     * The reply has been read to its end, whatever its status; or the session is over, whoever closed it.
     */
    default void ended(CallTotals totals) {}

    /**
     * The engine was not reached, a time limit was over, or the connection broke.
     *
     * @param failure a {@link dev.estibador.error.DockerException}, unless the fault is this library's
     */
    default void failed(CallTotals totals, Throwable failure) {}

    /** The program did not wait for the end: it cancelled the call, or closed its stream. */
    default void cancelled(CallTotals totals) {}
}

package dev.estibador.stream;

import dev.estibador.error.DockerException;

/**
 * Observes a stream that resumes. It is called where the items are given and in order with them: by the executor, or by
 * the thread that loops over an {@link Iteration}, and one call at a time. Whatever it throws fails the stream, and that stream
 * only. A stream whose consumer asks for nothing more waits with these calls, as it does with the items.
 *
 * @param <G> what is known of a gap
 */
@FunctionalInterface
public interface ResumeListener<G> {
    /** Something may be missing between the item before and the one after, and the stream goes on. */
    void gap(G gap);

    /** The connection was lost, and is being made again; called once until {@link #resumed()}. */
    default void interrupted(DockerException cause) {}

    /** The engine has answered again after {@link #interrupted}. A gap that shows then is reported next. */
    default void resumed() {}
}

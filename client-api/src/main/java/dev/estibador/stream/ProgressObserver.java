package dev.estibador.stream;

import org.jspecify.annotations.Nullable;

/** Looks on at a job from its first message to its end; see {@link ProgressStream#result(ProgressObserver)}. */
public interface ProgressObserver {
    /** One message, in their order and one at a time. What it throws cancels the job. */
    void take(Progress message);

    /** The job has ended: well if {@code failure} is null. Nothing comes after it. */
    void ended(@Nullable Throwable failure);
}

package dev.estibador.netty.calls;

import dev.estibador.container.ContainerConfig;
import org.jspecify.annotations.Nullable;

/** What becomes of the input of a session with a process, as far as it is known. */
enum SessionInput {
    /** It reaches the process, and so does its end; or nothing else is known. */
    OPEN,
    /** The session was opened without it. */
    NOT_ATTACHED,
    /** The process was made without a standard input. */
    ABSENT,
    /** It reaches the process, but its end does not: the engine ends the session's output instead. */
    ENDLESS;

    /** Of a session with a container that asked for the input. */
    static SessionInput of(@Nullable ContainerConfig config) {
        if (config == null) {
            return OPEN;
        }
        if (!Boolean.TRUE.equals(config.openStdin())) {
            return ABSENT;
        }
        return Boolean.TRUE.equals(config.tty()) || !Boolean.TRUE.equals(config.stdinOnce()) ? ENDLESS : OPEN;
    }

    /** Of a session with a command in a container. */
    static SessionInput of(@Nullable Boolean openStdin, boolean tty) {
        if (Boolean.FALSE.equals(openStdin)) {
            return ABSENT;
        }
        return tty ? ENDLESS : OPEN;
    }

    /** Why nothing can be written; null where it can. */
    @Nullable
    IllegalStateException obstacle() {
        return switch (this) {
            case OPEN, ENDLESS -> null;
            case NOT_ATTACHED -> new IllegalStateException("this session has no input: attach with stdin(true)");
            case ABSENT ->
                new IllegalStateException(
                        "the process has no standard input: create the container with openStdin(true),"
                                + " or the exec with attachStdin(true)");
        };
    }

    /** Why the input cannot be ended; null where it can. */
    @Nullable
    IllegalStateException endObstacle() {
        return this == ENDLESS
                ? new IllegalStateException(
                        "the end of the input would not reach the process, and would end the output of this"
                                + " session: the process has a terminal (write its end-of-file character, Ctrl-D), or the"
                                + " container was created without stdinOnce(true)")
                : obstacle();
    }
}

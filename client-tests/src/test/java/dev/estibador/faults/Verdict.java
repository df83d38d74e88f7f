package dev.estibador.faults;

/** What came of a cell. */
enum Verdict {
    /** It has ended with the right value. */
    RIGHT(false),
    /** It has failed with a {@code DockerException}, as it may. */
    FAILED(false),
    /** A byte was changed, and so is the value: nobody can know. */
    ALTERED(false),
    /** A session has ended early between two frames, as it does when its process ends: nobody can know. */
    ENDED(false),
    /** The operation ended before the moment came. */
    UNREACHED(false),

    /** It has not ended within its limit. */
    HANG(true),
    /** It has ended well with a value that is not right, or lost the answer that it was given. */
    WRONG(true),
    /** It has ended well with the beginning of the value. */
    SILENT_END(true),
    /** It has failed with what is no {@code DockerException}. */
    UNTYPED(true),
    /** It has failed though all bytes came, or though it was to heal a cut. */
    BROKEN(true),
    /** It has left a connection open. */
    LEAK(true);

    private final boolean bad;

    Verdict(boolean bad) {
        this.bad = bad;
    }

    boolean isBad() {
        return bad;
    }
}

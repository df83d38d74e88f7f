package dev.estibador.stream;

/** Which of a process's streams a frame came from. A terminal has but one, which counts as {@link #STDOUT}. */
public enum StreamSource {
    STDOUT,
    STDERR
}

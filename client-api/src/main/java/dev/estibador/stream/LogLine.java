package dev.estibador.stream;

/**
 * A line that a process wrote, put together again from the pieces in which the engine sends it.
 *
 * @param text without its line break; a line of more than 1 MiB comes as several
 */
public record LogLine(StreamSource source, String text) {}

package dev.estibador.stream;

/**
 * How far a job has come as a whole.
 *
 * @param stepsDone layers of a pull, push or load, or steps of a build, that are done
 * @param steps those that are known so far; 0 before the first
 * @param bytesDone of {@code bytes}, those that have been transferred
 * @param bytes of all layers whose size is known so far; more come to be known as a job goes on
 * @param percent 0 to 99 while the job runs, never less than it was, and 100 once it has ended well
 */
public record ProgressTotal(long stepsDone, long steps, long bytesDone, long bytes, int percent) {}

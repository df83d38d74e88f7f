package dev.estibador.netty.wire;

/**
 * What an engine was asked to put before each message of a log. A message is a line, or a piece of 16 KiB of a longer one.
 *
 * @param timestamps its time and a space
 * @param details its attributes and a space, after the time
 */
public record LogMarks(boolean timestamps, boolean details) {
    /** Of output that is no log. */
    public static final LogMarks NONE = new LogMarks(false, false);

    public boolean any() {
        return timestamps || details;
    }
}

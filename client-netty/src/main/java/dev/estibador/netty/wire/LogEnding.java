package dev.estibador.netty.wire;

/** What it means that the engine has ended a reply with a part of a log in good form. */
public enum LogEnding {
    /** The log is complete. */
    COMPLETE,
    /** There is more to be asked for. */
    MORE,
    /** A log that was followed is over, if the engine is right. */
    FOLLOWED
}

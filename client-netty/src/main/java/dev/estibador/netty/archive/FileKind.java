package dev.estibador.netty.archive;

/** What something in a file system is. */
public enum FileKind {
    FILE,
    FOLDER,
    SYMBOLIC_LINK,
    FIFO,
    SOCKET,
    DEVICE
}

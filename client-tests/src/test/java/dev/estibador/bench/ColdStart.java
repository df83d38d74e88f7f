package dev.estibador.bench;

import java.nio.file.Path;

/** A program that pings, lists and exits: told a contender's name and the engine's socket. */
final class ColdStart {
    private ColdStart() {}

    public static void main(String[] args) throws Exception {
        try (Contender contender = ContenderMain.contender(args[0], Path.of(args[1]))) {
            contender.ping();
            if (contender.list(false) != 20) {
                throw new IllegalStateException("containers are missing");
            }
        }
        System.exit(0); // docker-java leaves threads that are no daemons
    }
}

package dev.estibador.engine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs the tests of its subclasses over the way that most programs take, each test in a harbor of its own. */
public abstract class OverUnix {
    protected Harbor harbor;

    @BeforeEach
    void open() {
        harbor = new Harbor(Reach.UNIX_NATIVE);
    }

    @AfterEach
    void close() {
        harbor.close();
    }
}

package dev.estibador.engine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs the tests of its subclasses over each way to reach the engine, each test in a harbor of its own: for what depends on the
 * way, such as streams, sessions and uploads. What is an HTTP request like any other is tested over one ({@link OverUnix}).
 */
@ParameterizedClass
@ArgumentsSource(Reaches.class)
class OverEveryReach {
    @Parameter
    Reach reach;

    Harbor harbor;

    @BeforeEach
    void open() {
        harbor = new Harbor(reach);
    }

    @AfterEach
    void close() {
        harbor.close();
    }
}

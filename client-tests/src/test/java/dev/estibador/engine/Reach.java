package dev.estibador.engine;

import dev.estibador.DockerClient;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;

/** The ways to reach the engine of the tests; every engine test runs over each. */
public enum Reach {
    UNIX_NATIVE("ESTIBADOR_ENGINE_UNIX", ChannelKind.NATIVE),
    UNIX_JUNIXSOCKET("ESTIBADOR_ENGINE_UNIX", ChannelKind.JUNIXSOCKET),
    UNIX_JDK("ESTIBADOR_ENGINE_UNIX", ChannelKind.JDK),
    TCP("ESTIBADOR_ENGINE_TCP", ChannelKind.AUTO);

    private final String variable;
    private final ChannelKind channel;

    Reach(String variable, ChannelKind channel) {
        this.variable = variable;
        this.channel = channel;
    }

    public DockerConfig.Builder config() {
        return DockerConfig.to(required(variable)).channel(channel);
    }

    DockerClient open() {
        return DockerClient.open(config().build());
    }

    /** A test without its engine has failed; it is not skipped. */
    public static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    variable
                            + " is not set: run dev/test, or `dev/engine up` and `eval \"$(dev/engine env)\"` before mvn verify");
        }
        return value;
    }
}

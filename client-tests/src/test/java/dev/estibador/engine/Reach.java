package dev.estibador.engine;

import dev.estibador.DockerClient;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.TlsMaterial;
import dev.estibador.matrix.EngineUnderTest;
import java.nio.file.Path;

/** The ways to reach the engine of the tests; every engine test runs over each. */
public enum Reach {
    UNIX_NATIVE("ESTIBADOR_ENGINE_UNIX", ChannelKind.NATIVE),
    UNIX_IO_URING("ESTIBADOR_ENGINE_UNIX", ChannelKind.IO_URING),
    UNIX_JUNIXSOCKET("ESTIBADOR_ENGINE_UNIX", ChannelKind.JUNIXSOCKET),
    UNIX_JDK("ESTIBADOR_ENGINE_UNIX", ChannelKind.JDK),
    TCP("ESTIBADOR_ENGINE_TCP", ChannelKind.AUTO),
    TLS("ESTIBADOR_ENGINE_TLS", ChannelKind.AUTO),
    SSH("ESTIBADOR_ENGINE_SSH", ChannelKind.AUTO);

    private final String variable;
    private final ChannelKind channel;

    Reach(String variable, ChannelKind channel) {
        this.variable = variable;
        this.channel = channel;
    }

    public DockerConfig.Builder config() {
        DockerConfig.Builder config = DockerConfig.to(required(variable)).channel(channel);
        return switch (this) {
            case TLS -> config.tls(material());
            case SSH -> config.sshOptions("-F", required("ESTIBADOR_SSH_CONFIG"));
            default -> config;
        };
    }

    /** Whom the engine with TLS trusts, and who may be trusted there. */
    static TlsMaterial material() {
        return TlsMaterial.folder(Path.of(required("ESTIBADOR_ENGINE_CERTIFICATES")));
    }

    DockerClient open() {
        return DockerClient.open(config().build());
    }

    /** A test without its engine has failed; it is not skipped. */
    public static String required(String variable) {
        String value = EngineUnderTest.variable(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    variable
                            + " is not set: run dev/test, or `dev/engine up` and `eval \"$(dev/engine env)\"` before mvn verify");
        }
        return value;
    }
}

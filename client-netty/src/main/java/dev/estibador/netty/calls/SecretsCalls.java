package dev.estibador.netty.calls;

import dev.estibador.swarm.Secrets;

final class SecretsCalls implements Secrets {
    SecretsCalls(EngineCaller caller) {}
}

package dev.estibador.netty.calls;

import dev.estibador.swarm.Configs;

final class ConfigsCalls implements Configs {
    ConfigsCalls(EngineCaller caller) {}
}

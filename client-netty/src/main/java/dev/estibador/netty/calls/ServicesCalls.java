package dev.estibador.netty.calls;

import dev.estibador.swarm.Services;

final class ServicesCalls implements Services {
    ServicesCalls(EngineCaller caller) {}
}

package dev.estibador.netty.calls;

import dev.estibador.swarm.Swarm;

final class SwarmCalls implements Swarm {
    SwarmCalls(EngineCaller caller) {}
}

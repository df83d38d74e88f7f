package dev.estibador.netty.calls;

import dev.estibador.swarm.Nodes;

final class NodesCalls implements Nodes {
    NodesCalls(EngineCaller caller) {}
}

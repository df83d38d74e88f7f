package dev.estibador.netty.calls;

import dev.estibador.swarm.Tasks;

final class TasksCalls implements Tasks {
    TasksCalls(EngineCaller caller) {}
}

package dev.estibador.netty.calls;

import dev.estibador.network.Networks;

final class NetworksCalls implements Networks {
    NetworksCalls(EngineCaller caller) {}
}

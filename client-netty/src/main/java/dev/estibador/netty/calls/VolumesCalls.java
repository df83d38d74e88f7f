package dev.estibador.netty.calls;

import dev.estibador.volume.Volumes;

final class VolumesCalls implements Volumes {
    VolumesCalls(EngineCaller caller) {}
}

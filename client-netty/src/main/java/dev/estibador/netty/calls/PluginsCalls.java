package dev.estibador.netty.calls;

import dev.estibador.plugin.Plugins;

final class PluginsCalls implements Plugins {
    PluginsCalls(EngineCaller caller) {}
}

package dev.estibador.plugin;

/** Plugins. */
public interface Plugins {}

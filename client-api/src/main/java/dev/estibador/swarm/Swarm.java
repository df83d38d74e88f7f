package dev.estibador.swarm;

/** The swarm that the engine belongs to. */
public interface Swarm {}

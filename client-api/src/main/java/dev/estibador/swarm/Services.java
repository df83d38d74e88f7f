package dev.estibador.swarm;

/** Services of the swarm. */
public interface Services {}

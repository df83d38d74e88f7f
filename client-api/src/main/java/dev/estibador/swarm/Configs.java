package dev.estibador.swarm;

/** Configs of the swarm. */
public interface Configs {}

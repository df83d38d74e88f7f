package dev.estibador.swarm;

/** Nodes of the swarm. */
public interface Nodes {}

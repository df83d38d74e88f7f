package dev.estibador.swarm;

/** Tasks of the swarm. */
public interface Tasks {}

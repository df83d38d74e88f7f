package dev.estibador.swarm;

/** Secrets of the swarm. */
public interface Secrets {}

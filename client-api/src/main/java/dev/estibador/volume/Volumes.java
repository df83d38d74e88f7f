package dev.estibador.volume;

/** Volumes. */
public interface Volumes {}

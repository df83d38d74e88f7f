package dev.estibador.network;

/** Networks. */
public interface Networks {}

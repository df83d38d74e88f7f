package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The body of {@code PUT /volumes/{name}}. */
public record VolumeUpdate(@JsonProperty("Spec") ClusterVolumeSpec spec) {}

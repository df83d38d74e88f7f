package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What health checks say of a container. An open set: a word that this version does not know is kept as it came. */
public record HealthStatus(@JsonValue String value) {
    public static final HealthStatus NONE = new HealthStatus("none");
    public static final HealthStatus STARTING = new HealthStatus("starting");
    public static final HealthStatus HEALTHY = new HealthStatus("healthy");
    public static final HealthStatus UNHEALTHY = new HealthStatus("unhealthy");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HealthStatus {}

    @Override
    public String toString() {
        return value;
    }
}

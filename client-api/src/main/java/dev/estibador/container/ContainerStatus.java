package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a container is doing. An open set: a word that this version does not know is kept as it came. */
public record ContainerStatus(@JsonValue String value) {
    public static final ContainerStatus CREATED = new ContainerStatus("created");
    public static final ContainerStatus RUNNING = new ContainerStatus("running");
    public static final ContainerStatus PAUSED = new ContainerStatus("paused");
    public static final ContainerStatus RESTARTING = new ContainerStatus("restarting");
    public static final ContainerStatus REMOVING = new ContainerStatus("removing");
    public static final ContainerStatus EXITED = new ContainerStatus("exited");
    public static final ContainerStatus DEAD = new ContainerStatus("dead");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ContainerStatus {}

    @Override
    public String toString() {
        return value;
    }
}

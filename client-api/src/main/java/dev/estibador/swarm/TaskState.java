package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a task is doing, in the order of a life. An open set: a word that this version does not know is kept as
 * it came.
 */
public record TaskState(@JsonValue String value) {
    public static final TaskState NEW = new TaskState("new");
    public static final TaskState ALLOCATED = new TaskState("allocated");
    public static final TaskState PENDING = new TaskState("pending");
    public static final TaskState ASSIGNED = new TaskState("assigned");
    public static final TaskState ACCEPTED = new TaskState("accepted");
    public static final TaskState PREPARING = new TaskState("preparing");
    public static final TaskState READY = new TaskState("ready");
    public static final TaskState STARTING = new TaskState("starting");
    public static final TaskState RUNNING = new TaskState("running");
    public static final TaskState COMPLETE = new TaskState("complete");
    public static final TaskState SHUTDOWN = new TaskState("shutdown");
    public static final TaskState FAILED = new TaskState("failed");
    public static final TaskState REJECTED = new TaskState("rejected");
    public static final TaskState REMOVE = new TaskState("remove");
    public static final TaskState ORPHANED = new TaskState("orphaned");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskState {}

    @Override
    public String toString() {
        return value;
    }
}

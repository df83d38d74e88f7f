package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import org.jspecify.annotations.Nullable;

/** How many tasks a service has, and whether they are to end. One of the four is set. */
public record ServiceMode(
        @JsonProperty("Replicated") @Nullable Replicated replicated,
        @JsonProperty("Global") @Nullable Global global,

        @JsonProperty("ReplicatedJob") @ApiSince("1.41") @Nullable
        ReplicatedJob replicatedJob,

        @JsonProperty("GlobalJob") @ApiSince("1.41") @Nullable
        GlobalJob globalJob) {
    @JsonCreator
    public ServiceMode {}

    /** One task on each node. */
    public static final ServiceMode GLOBAL = new ServiceMode(null, new Global(), null, null);

    /** One task on each node that runs to its end, API 1.41. */
    public static final ServiceMode GLOBAL_JOB = new ServiceMode(null, null, null, new GlobalJob());

    /** So many tasks. */
    public static ServiceMode replicas(long count) {
        return new ServiceMode(new Replicated(count), null, null, null);
    }

    /** So many tasks that run to their end, and so many of them at a time, API 1.41. */
    public static ServiceMode job(long totalCompletions, long maxConcurrent) {
        return new ServiceMode(null, null, new ReplicatedJob(maxConcurrent, totalCompletions), null);
    }

    /**
     * A number of tasks.
     *
     * @param replicas null for 1
     */
    public record Replicated(
            @JsonProperty("Replicas") @Nullable Long replicas) {
        @JsonCreator
        public Replicated {}
    }

    /** Says, by being there, that each node has a task. */
    public record Global() {}

    /**
     * Tasks that run to their end.
     *
     * @param maxConcurrent null for 1
     * @param totalCompletions null for as many as {@code maxConcurrent}
     */
    public record ReplicatedJob(
            @JsonProperty("MaxConcurrent") @ApiSince("1.41") @Nullable
            Long maxConcurrent,

            @JsonProperty("TotalCompletions") @ApiSince("1.41") @Nullable
            Long totalCompletions) {
        @JsonCreator
        public ReplicatedJob {}
    }

    /** Says, by being there, that each node has a task that runs to its end. */
    public record GlobalJob() {}
}

package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a task gets at most, and what is set aside for it.
 *
 * @param swapBytes on top of a memory limit; -1 for any
 * @param memorySwappiness from 0 to 100; -1 takes it away
 */
public record TaskResources(
        @JsonProperty("Limits") @Nullable Limit limits,
        @JsonProperty("Reservations") @Nullable NodeResources reservations,

        @JsonProperty("SwapBytes") @ApiSince("1.52") @Nullable
        Long swapBytes,

        @JsonProperty("MemorySwappiness") @ApiSince("1.52") @Nullable
        Long memorySwappiness) {
    @JsonCreator
    public TaskResources {}

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.limits = limits;
        builder.reservations = reservations;
        builder.swapBytes = swapBytes;
        builder.memorySwappiness = memorySwappiness;
        return builder;
    }

    public static final class Builder {
        private @Nullable Limit limits;
        private @Nullable NodeResources reservations;
        private @Nullable Long swapBytes;
        private @Nullable Long memorySwappiness;

        private Builder() {}

        public Builder limits(@Nullable Limit value) {
            limits = value;
            return this;
        }

        public Builder limits(Consumer<Limit.Builder> change) {
            Limit.Builder changed = limits == null ? Limit.builder() : limits.toBuilder();
            change.accept(changed);
            return limits(changed.build());
        }

        public Builder reservations(@Nullable NodeResources value) {
            reservations = value;
            return this;
        }

        public Builder reservations(Consumer<NodeResources.Builder> change) {
            NodeResources.Builder changed = reservations == null ? NodeResources.builder() : reservations.toBuilder();
            change.accept(changed);
            return reservations(changed.build());
        }

        public Builder swapBytes(long value) {
            swapBytes = value;
            return this;
        }

        public Builder memorySwappiness(long value) {
            memorySwappiness = value;
            return this;
        }

        public TaskResources build() {
            return new TaskResources(limits, reservations, swapBytes, memorySwappiness);
        }
    }

    /**
     * The most that a task gets.
     *
     * @param nanoCpus billionths of a CPU
     * @param pids 0 for any number
     */
    public record Limit(
            @JsonProperty("NanoCPUs") @Nullable Long nanoCpus,
            @JsonProperty("MemoryBytes") @Nullable Long memoryBytes,

            @JsonProperty("Pids") @ApiSince("1.41") @Nullable
            Long pids) {
        @JsonCreator
        public Limit {}

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.nanoCpus = nanoCpus;
            builder.memoryBytes = memoryBytes;
            builder.pids = pids;
            return builder;
        }

        public static final class Builder {
            private @Nullable Long nanoCpus;
            private @Nullable Long memoryBytes;
            private @Nullable Long pids;

            private Builder() {}

            public Builder nanoCpus(long value) {
                nanoCpus = value;
                return this;
            }

            public Builder memoryBytes(long value) {
                memoryBytes = value;
                return this;
            }

            public Builder pids(long value) {
                pids = value;
                return this;
            }

            public Limit build() {
                return new Limit(nanoCpus, memoryBytes, pids);
            }
        }
    }
}

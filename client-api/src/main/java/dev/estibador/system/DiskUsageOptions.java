package dev.estibador.system;

import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;

/**
 * What disk usage to work out: all of it, unless told otherwise.
 *
 * @param types these only, API 1.42
 * @param verbose the items of each {@link DiskUsage.Usage} too, and no other lists, API 1.52
 */
public record DiskUsageOptions(List<DiskUsageType> types, boolean verbose) {
    public DiskUsageOptions {
        types = Copies.of(types);
    }

    public static final DiskUsageOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private final List<DiskUsageType> types = new ArrayList<>();
        private boolean verbose = false;

        private Builder() {}

        public Builder types(DiskUsageType... more) {
            types.addAll(List.of(more));
            return this;
        }

        public Builder types(List<DiskUsageType> all) {
            types.clear();
            types.addAll(all);
            return this;
        }

        public Builder verbose(boolean value) {
            verbose = value;
            return this;
        }

        public DiskUsageOptions build() {
            return new DiskUsageOptions(types, verbose);
        }
    }
}

package dev.estibador.container;

/**
 * How files are written into a container.
 *
 * @param noOverwriteDirNonDir refuse to replace a folder by a file, or a file by a folder
 * @param copyUidGid give them to the container's user instead of root
 */
public record CopyInOptions(boolean noOverwriteDirNonDir, boolean copyUidGid) {
    public static final CopyInOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean noOverwriteDirNonDir = false;
        private boolean copyUidGid = false;

        private Builder() {}

        public Builder noOverwriteDirNonDir(boolean value) {
            noOverwriteDirNonDir = value;
            return this;
        }

        public Builder copyUidGid(boolean value) {
            copyUidGid = value;
            return this;
        }

        public CopyInOptions build() {
            return new CopyInOptions(noOverwriteDirNonDir, copyUidGid);
        }
    }
}

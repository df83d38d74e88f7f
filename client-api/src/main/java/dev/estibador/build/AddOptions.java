package dev.estibador.build;

/**
 * How files are added to an image; given to the lambda of {@code add} of {@link Dockerfile.Instructions}. The classic
 * builder knows {@link #chown} only. Values are ASCII without quotes; {@code $NAME} is replaced.
 */
public final class AddOptions {
    final Flags flags = new Flags();

    AddOptions() {}

    /** {@code --chown}: names or ids of user and group, such as {@code 1000:1000}; root unless told otherwise. */
    public AddOptions chown(String owner) {
        flags.set("chown", owner);
        return this;
    }

    /** {@code --chmod}: octal, such as {@code 0755}; {@code u=rwX,go=rX} since Dockerfile 1.14. BuildKit. */
    public AddOptions chmod(String mode) {
        flags.set("chmod", mode);
        return this;
    }

    /** {@code --link}: a layer of its own, which stays when those below it change. BuildKit, since Dockerfile 1.4. */
    public AddOptions link(boolean value) {
        flags.toggle("link", value);
        return this;
    }

    /**
     * {@code --checksum}: what is fetched must have this digest, such as {@code sha256:..}.
     * BuildKit, since Dockerfile 1.6.
     */
    public AddOptions checksum(String digest) {
        flags.set("checksum", digest);
        return this;
    }

    /** {@code --keep-git-dir}: keeps the {@code .git} of a repository. BuildKit, since Dockerfile 1.1. */
    public AddOptions keepGitDir(boolean value) {
        flags.toggle("keep-git-dir", value);
        return this;
    }

    /**
     * {@code --unpack}: whether archives are unpacked, local and fetched ones alike; unless told, the local ones only.
     * BuildKit, since Dockerfile 1.17.
     */
    public AddOptions unpack(boolean value) {
        flags.set("unpack", String.valueOf(value));
        return this;
    }

    /** {@code --exclude}: leaves out what a pattern matches; adds up. BuildKit, since Dockerfile 1.19. */
    public AddOptions exclude(String... patterns) {
        for (String pattern : patterns) {
            flags.add("exclude", Flags.value("pattern", pattern));
        }
        return this;
    }
}

package dev.estibador.build;

/**
 * How files are copied into an image; given to the lambdas of {@code copy} and {@code copyText} of {@link
 * Dockerfile.Instructions}. The classic builder knows {@link #from} and {@link #chown} only. Values are ASCII without
 * quotes; {@code $NAME} is replaced.
 */
public final class CopyOptions {
    final Flags flags = new Flags();

    CopyOptions() {}

    /** {@code --from}: an earlier stage, by name or number, an image, or a named context of BuildKit. */
    public CopyOptions from(String source) {
        flags.set("from", source);
        return this;
    }

    /** {@code --chown}: names or ids of user and group, such as {@code 1000:1000}; root unless told otherwise. */
    public CopyOptions chown(String owner) {
        flags.set("chown", owner);
        return this;
    }

    /** {@code --chmod}: octal, such as {@code 0755}; {@code u=rwX,go=rX} since Dockerfile 1.14. BuildKit. */
    public CopyOptions chmod(String mode) {
        flags.set("chmod", mode);
        return this;
    }

    /** {@code --link}: a layer of its own, which stays when those below it change. BuildKit, since Dockerfile 1.4. */
    public CopyOptions link(boolean value) {
        flags.toggle("link", value);
        return this;
    }

    /** {@code --parents}: keeps the folders that lead to each source. BuildKit, since Dockerfile 1.20. */
    public CopyOptions parents(boolean value) {
        flags.toggle("parents", value);
        return this;
    }

    /** {@code --exclude}: leaves out what a pattern matches; adds up. BuildKit, since Dockerfile 1.19. */
    public CopyOptions exclude(String... patterns) {
        for (String pattern : patterns) {
            flags.add("exclude", Flags.value("pattern", pattern));
        }
        return this;
    }
}

package dev.estibador.build;

import dev.estibador.common.FileSet;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an image is built from: a Dockerfile, and the files that its {@code COPY} and {@code ADD} can reach. A pure
 * value; files on disk are read while the context is sent.
 */
public final class BuildContext {
    private static final String USUAL_NAME = "Dockerfile";

    private final Dockerfile dockerfile;
    private final String dockerfileName;
    private final FileSet files;

    private BuildContext(Dockerfile dockerfile, FileSet others, String dockerfileName) {
        FileSet alone = FileSet.of(set -> set.text(dockerfileName, dockerfile.text()));
        String name = alone.entries().get(0).name();
        if (others.entries().stream().anyMatch(entry -> entry.name().equals(name))) {
            throw new IllegalArgumentException(
                    "'%s' is the Dockerfile's own name; give the file or the Dockerfile another one".formatted(name));
        }
        this.dockerfile = dockerfile;
        this.dockerfileName = name;
        this.files = others.toBuilder().text(name, dockerfile.text()).build();
    }

    /** A context of nothing but the Dockerfile. */
    public static BuildContext of(Dockerfile dockerfile) {
        return of(dockerfile, FileSet.EMPTY);
    }

    /** A context of the Dockerfile and the files that {@code files} describes. */
    public static BuildContext of(Dockerfile dockerfile, Consumer<FileSet.Builder> files) {
        return of(dockerfile, FileSet.of(files));
    }

    /**
     * A context of the Dockerfile and these files. The Dockerfile is sent as {@code Dockerfile}, instead of one that a
     * folder of the set may bring along.
     *
     * @throws IllegalArgumentException if the set itself has an entry of that name
     */
    public static BuildContext of(Dockerfile dockerfile, FileSet files) {
        return of(dockerfile, files, USUAL_NAME);
    }

    /** The same, with the Dockerfile under a name of your own, such as {@code docker/web.Dockerfile}. */
    public static BuildContext of(Dockerfile dockerfile, FileSet files, String dockerfileName) {
        return new BuildContext(dockerfile, files, dockerfileName);
    }

    public Dockerfile dockerfile() {
        return dockerfile;
    }

    /** Where the Dockerfile is in {@link #files()}: relative, separated by {@code /}. */
    public String dockerfileName() {
        return dockerfileName;
    }

    /** All that is sent, the Dockerfile's text under {@link #dockerfileName()} included. */
    public FileSet files() {
        return files;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BuildContext that
                && dockerfile.equals(that.dockerfile)
                && dockerfileName.equals(that.dockerfileName)
                && files.equals(that.files);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dockerfile, dockerfileName, files);
    }

    @Override
    public String toString() {
        return "BuildContext[dockerfile=%s, files=%s]".formatted(dockerfileName, files);
    }
}

package dev.estibador.build;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.FileSet;
import dev.estibador.common.IgnoreRules;
import dev.estibador.common.TarContent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an image is built from: a Dockerfile, and the files that its {@code COPY} and {@code ADD} can reach. A pure
 * value; files on disk are read while the context is sent.
 */
public sealed interface BuildContext {
    /** Where the Dockerfile is in the context: relative, separated by {@code /}. */
    String dockerfileName();

    /** A context of nothing but the Dockerfile. */
    static BuildContext of(Dockerfile dockerfile) {
        return of(dockerfile, FileSet.EMPTY);
    }

    /** A context of the Dockerfile and the files that {@code files} describes. */
    static BuildContext of(Dockerfile dockerfile, Consumer<FileSet.Builder> files) {
        return of(dockerfile, FileSet.of(files));
    }

    /**
     * A context of the Dockerfile and these files. The Dockerfile is sent as {@code Dockerfile}, instead of one that a
     * folder of the set may bring along.
     *
     * @throws IllegalArgumentException if the set itself has an entry of that name
     */
    static BuildContext of(Dockerfile dockerfile, FileSet files) {
        return of(dockerfile, files, Builder.USUAL_NAME);
    }

    /** The same, with the Dockerfile under a name of your own, such as {@code docker/web.Dockerfile}. */
    static BuildContext of(Dockerfile dockerfile, FileSet files, String dockerfileName) {
        String name = Builder.normal(dockerfileName);
        return new OfFiles(name, Builder.with(files, name, set -> set.text(name, dockerfile.text())));
    }

    /**
     * A folder on disk with its own {@code Dockerfile}, as {@code docker build folder} has it: without what its
     * {@code Dockerfile.dockerignore} excludes or, where there is none, its {@code .dockerignore}. Both are read when the
     * context is sent; one that cannot be read fails the build.
     */
    static BuildContext of(Path folder) {
        return of(folder, context -> {});
    }

    /**
     * The same with another Dockerfile in the folder, such as {@code docker/web.Dockerfile}, whose rules would be in
     * {@code docker/web.Dockerfile.dockerignore}.
     */
    static BuildContext of(Path folder, String dockerfileName) {
        return of(folder, context -> context.dockerfile(dockerfileName));
    }

    /** A folder on disk and what {@code more} says beside it: a Dockerfile from elsewhere, rules, further files. */
    static BuildContext of(Path folder, Consumer<Builder> more) {
        return built(new Builder(folder), more).build();
    }

    /** A tar archive that is ready, plain or compressed, with the Dockerfile under that name in it. */
    static BuildContext ofTar(TarContent tar, String dockerfileName) {
        return new OfTar(dockerfileName, tar);
    }

    /**
     * Files.
     *
     * @param files all that is sent, the Dockerfile's text under its name included
     */
    record OfFiles(String dockerfileName, FileSet files) implements BuildContext {}

    /**
     * A folder on disk.
     *
     * @param ignoreFiles of which the first that exists has the rules
     * @param rules instead of those of an ignore file; null to read one
     * @param files what is sent besides; it has the Dockerfile, where that is not the folder's own
     */
    record OfFolder(
            String dockerfileName,
            Path folder,
            List<Path> ignoreFiles,
            @Nullable IgnoreRules rules,
            FileSet files) implements BuildContext {
        public OfFolder {
            ignoreFiles = List.copyOf(ignoreFiles);
        }
    }

    /** A tar archive. */
    record OfTar(String dockerfileName, TarContent tar) implements BuildContext {}

    /** Says what there is beside a folder. */
    final class Builder {
        private static final String USUAL_NAME = "Dockerfile";
        private static final String IGNORE_FILE = ".dockerignore";

        private final Path folder;
        private final FileSet.Builder files = FileSet.builder();
        private String dockerfileName = USUAL_NAME;
        private @Nullable Path dockerfilePath;
        private @Nullable Dockerfile dockerfile;
        private @Nullable IgnoreRules rules;

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** The Dockerfile is the file of that name in the folder; {@code Dockerfile} unless told otherwise. */
        public Builder dockerfile(String name) {
            dockerfileName = normal(name);
            dockerfilePath = null;
            dockerfile = null;
            return this;
        }

        /**
         * The Dockerfile is this file, in the folder or elsewhere; rules that lie beside it count in both cases. One
         * from elsewhere is sent as {@code Dockerfile}, instead of the folder's own.
         */
        public Builder dockerfile(Path file) {
            Path root = folder.toAbsolutePath().normalize();
            Path place = file.toAbsolutePath().normalize();
            if (place.startsWith(root)) {
                String name = root.relativize(place).toString();
                return dockerfile(name.replace(root.getFileSystem().getSeparator(), "/"));
            }
            dockerfile(USUAL_NAME);
            dockerfilePath = file;
            return this;
        }

        /** The Dockerfile is this one, sent as {@code Dockerfile} instead of the folder's own. */
        public Builder dockerfile(Dockerfile made) {
            dockerfile(USUAL_NAME);
            dockerfile = made;
            return this;
        }

        /** These rules count, and no ignore file is looked for. */
        public Builder ignore(IgnoreRules instead) {
            rules = instead;
            return this;
        }

        /** The same, of these patterns. */
        public Builder ignore(String... patterns) {
            return ignore(IgnoreRules.of(patterns));
        }

        /** Further files; each stands for what the folder may have under its name. No rule excludes them. */
        public Builder files(Consumer<FileSet.Builder> more) {
            more.accept(files);
            return this;
        }

        /** Sends everything with this time of modification, for layers that depend on contents and modes alone. */
        public Builder fixedTime(Instant time) {
            files.fixedTime(time);
            return this;
        }

        private BuildContext build() {
            FileSet others = files.build();
            if (others.entries().stream().anyMatch(entry -> entry.name().isEmpty())) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "'%s' is at the root of the context already; give the other folder a name",
                        folder));
            }
            String name = dockerfileName;
            Path usual = folder.resolve(IGNORE_FILE);
            Path path = dockerfilePath;
            Dockerfile made = dockerfile;
            if (made != null) {
                FileSet all = with(others, name, set -> set.text(name, made.text()));
                return new OfFolder(name, folder, List.of(usual), rules, all);
            }
            FileSet all = path == null ? others : with(others, name, set -> set.file(name, path));
            Path own = path == null ? folder.resolve(name) : path;
            Path beside = own.resolveSibling(own.getFileName() + IGNORE_FILE);
            return new OfFolder(name, folder, List.of(beside, usual), rules, all);
        }

        private static FileSet with(FileSet others, String name, Consumer<FileSet.Builder> dockerfile) {
            if (others.entries().stream().anyMatch(entry -> entry.name().equals(name))) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "'%s' is the Dockerfile's own name; give the file or the Dockerfile another one",
                        name));
            }
            return built(others.toBuilder(), dockerfile).build();
        }

        private static String normal(String name) {
            return FileSet.of(set -> set.text(name, "")).entries().get(0).name();
        }
    }
}

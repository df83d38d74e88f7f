package dev.estibador.faults;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.faults.Operation.optionalStep;
import static dev.estibador.faults.Operation.stream;
import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.common.TarContent;
import dev.estibador.engine.Harbor;
import dev.estibador.engine.Reach;
import dev.estibador.image.BuilderVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Jobs with progress, and files that come and go. */
final class TransferOperations {
    private static final String LARGE = "content ".repeat(2000);

    private TransferOperations() {}

    static List<Operation> on(Stage stage) {
        // an engine locks a container while its files are sent, so each operation has one of its own
        String uploaded = stage.talker();
        String copiedIn = stage.talker();
        String downloaded = stage.talker();
        String copiedOut = stage.talker();
        Path saved = saved(stage);
        String pushed = pushed(stage);
        String pulled = pushed(stage);
        FileSet files = FileSet.of(f -> f.text("small", "small").text("large", LARGE));
        return List.of(
                stream("build-classic", "POST .*/build", d -> build(stage, d, BuilderVersion.CLASSIC)),
                stream("build", "POST .*/build", d -> build(stage, d, BuilderVersion.BUILDKIT)),
                optionalStep(
                        "build-session",
                        "POST .*/session",
                        d -> build(stage, d, BuilderVersion.BUILDKIT, BuildContext.of(stage.files.resolve("context")))),
                stream("import", "/images/create", d -> {
                    String id = await(d.images()
                                    .importImage(TarContent.of(files), i -> i.changes("LABEL " + stage.run + "=1"))
                                    .result())
                            .id();
                    return "image "
                            + await(stage.docker.images().inspect(String.valueOf(id)), LIMIT)
                                    .size();
                }),
                stream("load", "/images/load", d -> await(
                                d.images().load(TarContent.of(saved)).result())
                        .toString()),
                stream("save", "/images/.*/get", d -> {
                    Path directory = stage.newDirectory();
                    await(d.images().save(Harbor.IMAGE).extractTo(directory));
                    return sizes(directory);
                }),
                stream("push", "/push", d -> await(d.images().push(pushed).result())
                        .toString()),
                stream("pull", "/images/create", d -> await(
                                d.images().pull(pulled).result())
                        .toString()),
                stream("upload", "PUT .*/archive", d -> {
                    // to a place of its own: an engine may still write what was cut before
                    String target = "/tmp/" + stage.name();
                    await(d.containers().upload(uploaded, stage.files.resolve("upload"), target));
                    return "size "
                            + await(stage.docker.containers().stat(uploaded, target + "/file"), LIMIT)
                                    .size();
                }),
                stream("copy-in", "PUT .*/archive", d -> {
                    String name = stage.name();
                    await(d.containers().copyIn(copiedIn, "/tmp", FileSet.of(f -> f.text(name, LARGE))));
                    return "size "
                            + await(stage.docker.containers().stat(copiedIn, "/tmp/" + name), LIMIT)
                                    .size();
                }),
                stream("download", "GET .*/archive", d -> {
                    Path directory = stage.newDirectory();
                    await(d.containers().download(downloaded, "/bin/busybox", directory.resolve("file")));
                    return sizes(directory);
                }),
                stream("copy-out", "GET .*/archive", d -> {
                    Path directory = stage.newDirectory();
                    await(d.containers().copyOut(copiedOut, "/etc").extractTo(directory));
                    return sizes(directory);
                }));
    }

    /** With files of the memory, which are the body of the call. */
    private static String build(Stage stage, DockerClient docker, BuilderVersion version) {
        var dockerfile = Dockerfile.from("scratch").copy("large", "/").label(stage.run, stage.name());
        return build(stage, docker, version, BuildContext.of(dockerfile, f -> f.text("large", LARGE)));
    }

    private static String build(Stage stage, DockerClient docker, BuilderVersion version, BuildContext context) {
        String name = stage.name() + ":1";
        String id = await(docker.images()
                        .build(context, b -> b.version(version).tag(name))
                        .result())
                .id();
        var image = await(stage.docker.images().inspect(name), LIMIT);
        return id.equals(image.id()) ? "the image of " + image.size() : id + ", not " + image;
    }

    private static Path saved(Stage stage) {
        Path archive = stage.files.resolve("saved.tar");
        try (var out = Files.newByteChannel(archive, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var pieces = stage.docker.images().save(Harbor.IMAGE).iterate()) {
            for (var piece : pieces) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive;
    }

    /** The name of an image in the registry beside the engine. */
    private static String pushed(Stage stage) {
        String name = Reach.required("ESTIBADOR_REGISTRY") + "/" + stage.name() + ":1";
        await(stage.docker.images().tag(Harbor.IMAGE, name), LIMIT);
        await(stage.docker.images().push(name).result(), LIMIT);
        return name;
    }

    private static String sizes(Path directory) throws Exception {
        StringBuilder sizes = new StringBuilder();
        try (var all = Files.walk(directory)) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                sizes.append(directory.relativize(path))
                        .append(' ')
                        .append(Files.size(path))
                        .append('\n');
            }
        }
        return sizes.toString();
    }
}

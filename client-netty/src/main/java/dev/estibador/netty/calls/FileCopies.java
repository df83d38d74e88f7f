package dev.estibador.netty.calls;

import dev.estibador.common.FileSet;
import dev.estibador.container.Containers;
import dev.estibador.container.CopyInOptions;
import dev.estibador.container.PathStat;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.NotFoundException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.wire.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Copies files between a container and the disk where {@code docker cp} would put them. */
final class FileCopies {
    private static final CopyInOptions NO_EXCHANGE = new CopyInOptions(true, false);

    private final Containers containers;
    private final BiFunction<String, String, TarStream> copyOut;
    private final EngineCaller caller;

    FileCopies(Containers containers, BiFunction<String, String, TarStream> copyOut, EngineCaller caller) {
        this.containers = containers;
        this.copyOut = copyOut;
        this.caller = caller;
    }

    CompletableFuture<PathStat> download(String id, String path, Path target) {
        CompletableFuture<PathStat> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        steps.during(containers.stat(id, path))
                .thenComposeAsync(
                        stat -> steps.during(out(id, path, stat, target)).thenApply(nothing -> stat), caller.executor())
                .whenComplete((stat, e) -> EngineCaller.settleNow(result, stat, e));
        Cancellations.link(result, steps::cancel);
        caller.limit("downloading from container " + id, result);
        return result;
    }

    /**
     * The name is from the path that was asked for, as {@code docker cp} has it, and never from the reply: the engine could
     * name a place outside of the target. Nor is the content of a directory asked for where it gets a name: a link of that
     * name may lie in the target, and {@code extractTo} follows one that leads to its target, but none below.
     */
    private CompletableFuture<Void> out(String id, String path, PathStat stat, Path target) {
        String own = ownName(path);
        if (own.isEmpty()) {
            if (!stat.isDirectory()) {
                throw new MalformedReplyException(
                        "HEAD /containers/" + id + "/archive",
                        "'" + path + "' is a directory, and the reply says a file",
                        null);
            }
            return copyOut.apply(id, path + "/.").extractTo(target);
        }
        if (Files.isDirectory(target)) {
            return copyOut.apply(id, path).extractTo(target, own);
        }
        Path absolute = target.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null || !Files.isDirectory(directory)) {
            throw new IllegalArgumentException(target + " lies in no directory that exists");
        }
        return copyOut.apply(id, path).extractTo(directory, name.toString());
    }

    /** The last part of a container's path; empty for the root, and where the content of a directory is meant. */
    private static String ownName(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        boolean content = path.equals(".") || path.endsWith("/.");
        return content || parts.isEmpty() ? "" : parts.getLast();
    }

    CompletableFuture<String> upload(String id, Path source, String path) {
        Path own = source.toAbsolutePath().normalize().getFileName();
        if (own == null || !Files.exists(source)) {
            throw new IllegalArgumentException(source + (own == null ? " has no name" : " does not exist"));
        }
        CompletableFuture<String> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        folderAt(id, path, steps)
                .thenCompose(folder -> {
                    String whole = folder != null ? folder + "/" + own : path;
                    int slash = whole.lastIndexOf('/');
                    String name = whole.substring(slash + 1);
                    FileSet files = FileSet.of(set -> {
                        if (Files.isDirectory(source)) {
                            set.folder(name, source);
                        } else {
                            set.file(name, source);
                        }
                    });
                    String into = slash <= 0 ? "/" : whole.substring(0, slash);
                    return steps.during(containers.copyIn(id, into, files, NO_EXCHANGE))
                            .thenApply(nothing -> whole.replaceFirst("^/*", "/"));
                })
                .whenComplete((place, e) -> EngineCaller.settleNow(result, place, e));
        Cancellations.link(result, steps::cancel);
        caller.limit("uploading to container " + id, result);
        return result;
    }

    /** The folder that {@code path} is or leads to; null where there is none, which is only right for a new name. */
    private CompletableFuture<@Nullable String> folderAt(String id, String path, Cancellation steps) {
        return steps.during(containers.stat(id, path))
                .thenCompose(stat -> stat.isSymbolicLink() && stat.linkTarget() != null
                        ? steps.during(containers.stat(id, stat.linkTarget()))
                                .thenApply(target -> target.isDirectory() ? stat.linkTarget() : null)
                        : CompletableFuture.completedFuture(stat.isDirectory() ? trimmed(path) : null))
                .exceptionally(e -> {
                    if (Failures.unwrapped(e) instanceof NotFoundException && !path.endsWith("/")) {
                        return null;
                    }
                    throw new CompletionException(Failures.unwrapped(e));
                });
    }

    private static String trimmed(String path) {
        return path.replaceFirst("/+$", "");
    }
}

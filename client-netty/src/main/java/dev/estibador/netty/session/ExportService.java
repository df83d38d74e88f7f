package dev.estibador.netty.session;

import dev.estibador.error.DockerException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.image.BuildDestination;
import dev.estibador.netty.archive.TarExtractor;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.IterationInput;
import dev.estibador.stream.Iteration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** {@code moby.filesync.v1.FileSend}: takes what was built, and puts it where it is wanted. */
final class ExportService {
    static final String DIFF_COPY = "/moby.filesync.v1.FileSend/DiffCopy";

    private final BuildDestination destination;
    private final Executor executor;
    private final Consumer<DockerException> failed;

    /** A build has one result: of two at the same time, neither would come out whole. */
    private final AtomicBoolean served = new AtomicBoolean();

    private volatile boolean taken;

    /** @param failed told if it was on this side that it went wrong */
    ExportService(BuildDestination destination, Executor executor, Consumer<DockerException> failed) {
        this.destination = destination;
        this.executor = executor;
        this.failed = failed;
    }

    /** Whether all of the result has come and is where it is wanted. */
    boolean isTaken() {
        return taken;
    }

    void serve(GrpcCall call) {
        if (!served.compareAndSet(false, true)) {
            call.end(GrpcStatus.internal("the client has what was built already"));
            return;
        }
        Iteration<ByteBuffer> content =
                Calls.messages(call, executor, new BytesMessages(call.method())).iterate();
        executor.execute(() -> {
            try (content;
                    InputStream in = new IterationInput(content.iterator())) {
                take(in);
                taken = true;
                call.end(GrpcStatus.OK);
            } catch (Throwable e) {
                if (Failures.own(e) == null) {
                    failed.accept(new StreamFailedException(
                            "POST /build", "what was built cannot be written: " + e.getMessage(), e));
                }
                call.end(GrpcStatus.internal("the client cannot write what was built"));
            }
        });
    }

    private void take(InputStream in) throws IOException {
        if (destination instanceof BuildDestination.Folder to) {
            TarExtractor.extract(in, to.folder());
        } else if (destination instanceof BuildDestination.File to) {
            write(in, to.file());
        } else if (destination instanceof BuildDestination.Stream to) {
            in.transferTo(to.stream());
            to.stream().flush();
        }
    }

    /**
     * Beside it first, so that the file is the old one or the whole new one. The name there is a new one each time: a link that
     * lies there would be followed, and another build of the same file would write to it.
     */
    private static void write(InputStream in, Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new IOException("'" + file + "' is a directory");
        }
        Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                in.transferTo(out);
            }
            Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

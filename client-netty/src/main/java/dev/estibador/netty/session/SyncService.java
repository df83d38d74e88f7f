package dev.estibador.netty.session;

import dev.estibador.build.BuildContext;
import dev.estibador.error.DockerException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.netty.archive.ContextTree;
import dev.estibador.netty.archive.FileEntry;
import dev.estibador.netty.archive.FileKind;
import dev.estibador.netty.archive.OpenContent;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.GrpcMessages;
import dev.estibador.stream.Iteration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code moby.filesync.v1.FileSync}: shows the engine what is in a folder, and sends the content of what it has not yet. The
 * folder is looked at once, so that the build's calls see the same.
 */
final class SyncService {
    static final String DIFF_COPY = "/moby.filesync.v1.FileSync/DiffCopy";

    /** The two names under which a build asks for its folder. */
    private static final String CONTEXT = "context";

    private static final String DOCKERFILE = "dockerfile";

    private static final int PIECE = 128 << 10;

    private final BuildContext.OfFolder context;
    private final Executor executor;
    private final Consumer<DockerException> failed;
    private @Nullable ContextTree tree;

    /** What is read now, by each of the calls. */
    private final Set<OpenContent> open = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /** @param failed told if it was on this side that it went wrong */
    SyncService(BuildContext.OfFolder context, Executor executor, Consumer<DockerException> failed) {
        this.context = context;
        this.executor = executor;
        this.failed = failed;
    }

    void serve(GrpcCall call) {
        Iteration<ByteBuffer> requests =
                Calls.messages(call, executor, new GrpcMessages(call.method())).iterate();
        executor.execute(() -> {
            try (requests) {
                synchronize(call, requests);
                call.end(GrpcStatus.OK);
            } catch (IOException | RuntimeException e) {
                DockerException own = Failures.own(e);
                if (own == null) {
                    own = new UploadFailedException(
                            "POST /build", "what was to be sent could not be read: " + e.getMessage(), e);
                    failed.accept(own);
                }
                call.end(GrpcStatus.internal("the client cannot send the build context"));
            }
        });
    }

    /** Frees threads that wait for what is read, which the build needs no more. */
    void close() {
        closed = true;
        if (!open.isEmpty()) {
            executor.execute(() -> open.forEach(OpenContent::close));
        }
    }

    private synchronized ContextTree tree() throws IOException {
        ContextTree known = tree;
        if (known == null) {
            known = ContextTree.of(context);
            tree = known;
        }
        return known;
    }

    /** The rules are applied here, also those that lie elsewhere or come from the program: the engine finds no ignore file. */
    private List<FileEntry> wanted(String call, SyncFilter filter) throws IOException {
        return switch (filter.folder()) {
            case DOCKERFILE ->
                filter.select(tree().all()).stream()
                        .filter(entry -> !entry.name().endsWith(ContextTree.IGNORE_FILE))
                        .toList();
            case CONTEXT ->
                filter.followed().equals(List.of(ContextTree.IGNORE_FILE)) ? List.of() : filter.select(tree().built());
            default ->
                throw new MalformedReplyException(
                        call, "a request for the folder '" + filter.folder() + "', which there is not", null);
        };
    }

    private void synchronize(GrpcCall call, Iteration<ByteBuffer> requests) throws IOException {
        List<FileEntry> entries = wanted(call.method(), SyncFilter.of(call.metadata()));
        Outbox outbox = new Outbox(call);
        // Of a file's names, the one that is there by which it is known may not be wanted: the first of the others is
        // it
        // then.
        Map<String, String> firsts = new HashMap<>();
        for (FileEntry entry : entries) {
            outbox.send(SyncPackets.stat(entry, firsts.putIfAbsent(file(entry), entry.name())));
        }
        outbox.send(SyncPackets.endOfStats());
        for (ByteBuffer message : requests) {
            SyncRequest request = SyncRequest.of(call.method(), message);
            if (request.isEnd()) {
                break;
            }
            if (request.entry() >= entries.size()
                    || entries.get(request.entry()).kind() != FileKind.FILE) {
                throw new MalformedReplyException(
                        call.method(), "a request for entry " + request.entry() + ", which is no file", null);
            }
            send(outbox, request.entry(), entries.get(request.entry()));
        }
        outbox.send(SyncPackets.fin());
        outbox.flush();
    }

    /**
     * The name by which a file is known. What else has several names is known by each, since a link says only one thing: where
     * it leads, or what it is.
     */
    private static String file(FileEntry entry) {
        String first = entry.sameAs();
        return first != null && entry.kind() == FileKind.FILE ? first : entry.name();
    }

    private void send(Outbox outbox, int number, FileEntry entry) throws IOException {
        OpenContent content = entry.open();
        open.add(content);
        try (content) {
            if (closed) {
                throw new IOException("the build is over");
            }
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, content.unread()));
            while (content.unread() > 0) {
                content.read(piece);
                outbox.send(SyncPackets.data(number, piece));
            }
            content.verify();
        } finally {
            open.remove(content);
        }
        outbox.send(SyncPackets.data(number, ByteBuffer.allocate(0)));
    }
}

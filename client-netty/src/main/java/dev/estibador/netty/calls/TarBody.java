package dev.estibador.netty.calls;

import dev.estibador.common.FileSet;
import dev.estibador.netty.archive.TarSource;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.wire.ChunkPublisher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Files as a request's body: a tar archive that is made while it is sent. */
final class TarBody implements ChunkPublisher.Chunks {
    private final TarSource source;

    private TarBody(FileSet files) {
        source = new TarSource(files);
    }

    static HttpBody of(FileSet files, Executor executor) {
        return new HttpBody.Stream(new ChunkPublisher(() -> new TarBody(files), executor));
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        return source.next();
    }

    @Override
    public void close() {
        source.close();
    }
}

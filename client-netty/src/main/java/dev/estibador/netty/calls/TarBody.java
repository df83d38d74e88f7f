package dev.estibador.netty.calls;

import dev.estibador.common.FileSet;
import dev.estibador.common.TarContent;
import dev.estibador.netty.archive.FileSource;
import dev.estibador.netty.archive.TarSource;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.wire.ChunkPublisher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A request's body that is a tar archive, read or made while it is sent. */
final class TarBody {
    private TarBody() {}

    static HttpBody of(TarContent tar, Executor executor) {
        if (tar instanceof TarContent.OfStream stream) {
            return new HttpBody.Stream(stream.bytes());
        }
        return tar instanceof TarContent.OfFile file
                ? of(file.file(), executor)
                : of(((TarContent.OfFiles) tar).files(), executor);
    }

    static HttpBody of(FileSet files, Executor executor) {
        return new HttpBody.Stream(new ChunkPublisher(
                () -> {
                    TarSource tar = new TarSource(files);
                    return new Pieces(tar::next, tar::close);
                },
                executor));
    }

    private static HttpBody of(Path path, Executor executor) {
        return new HttpBody.Stream(new ChunkPublisher(
                () -> {
                    FileSource file = new FileSource(path);
                    return new Pieces(file::next, file::close);
                },
                executor));
    }

    private interface Reading {
        @Nullable
        ByteBuffer next() throws IOException;
    }

    private record Pieces(Reading reading, Runnable end) implements ChunkPublisher.Chunks {
        @Override
        public @Nullable ByteBuffer next() throws IOException {
            return reading.next();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}

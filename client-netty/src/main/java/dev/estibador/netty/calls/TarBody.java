package dev.estibador.netty.calls;

import dev.estibador.build.BuildContext;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request's body that is a tar archive, read or made while it is sent. */
final class TarBody {
    private TarBody() {}

    static HttpBody of(String call, TarContent tar, Executor executor) {
        if (tar instanceof TarContent.OfStream stream) {
            return new HttpBody.Stream(new GuardedPublisher(call, stream.bytes(), executor), sent -> {});
        }
        if (tar instanceof TarContent.OfInput input) {
            return new HttpBody.Stream(new ChunkPublisher(() -> new InputChunks(input.bytes()), executor), sent -> {});
        }
        return tar instanceof TarContent.OfFile file
                ? of(file.file(), executor)
                : of(((TarContent.OfFiles) tar).files(), executor);
    }

    static HttpBody of(FileSet files, Executor executor) {
        return of(new TarSource(files), executor);
    }

    static HttpBody of(String call, BuildContext context, Executor executor) {
        return context instanceof BuildContext.OfTar ready
                ? of(call, ready.tar(), executor)
                : of(new TarSource(context), executor);
    }

    private static HttpBody of(TarSource tar, Executor executor) {
        return of(tar::next, tar::abort, tar::close, tar::giveBack, executor);
    }

    private static HttpBody of(Path path, Executor executor) {
        FileSource file = new FileSource(path);
        return of(file::next, () -> {}, file::close, file::giveBack, executor);
    }

    private static HttpBody of(
            Reading reading, Runnable abort, Runnable end, Consumer<ByteBuffer> sent, Executor executor) {
        return new HttpBody.Stream(new ChunkPublisher(() -> new Pieces(reading, abort, end), executor), sent);
    }

    private interface Reading {
        @Nullable
        ByteBuffer next() throws IOException;
    }

    private record Pieces(Reading reading, Runnable stop, Runnable end) implements ChunkPublisher.Chunks {
        @Override
        public @Nullable ByteBuffer next() throws IOException {
            return reading.next();
        }

        @Override
        public void abort() {
            stop.run();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}

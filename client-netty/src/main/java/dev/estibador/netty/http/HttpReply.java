package dev.estibador.netty.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The head of a reply, and the way to its body. */
public interface HttpReply {
    int status();

    /** The first header of that name, whatever its case. */
    @Nullable
    String header(String name);

    /**
     * The body, for one subscriber. One item asked for is one read of the connection. Each buffer is lent: it may be
     * read during {@code onNext} only, and signals come on the I/O thread. A body that is cut fails.
     */
    Flow.Publisher<ByteBuffer> body();
}

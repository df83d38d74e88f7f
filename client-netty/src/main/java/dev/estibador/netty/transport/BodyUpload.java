package dev.estibador.netty.transport;

import dev.estibador.error.DockerException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.netty.wire.Failures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body that is made on the way: the next pieces are asked for only while the channel takes more. A write that fails
 * stops the upload and nothing else, since the engine's answer may be waiting to be read. All state belongs to the event
 * loop.
 */
final class BodyUpload implements Flow.Subscriber<ByteBuffer> {
    private static final int AHEAD = 4;

    private final Channel channel;
    private final Exchange exchange;
    private final Consumer<ByteBuffer> sent;
    private final Runnable whenSent;
    private Flow.@Nullable Subscription source;
    private boolean begun;
    /** Pieces that were asked for and have not come: their maker works on while others are written. */
    private int pending;

    private boolean finished;
    private boolean stopped;

    /**
     * @param sent told of each piece when it has been written, or never will be
     * @param whenSent told when all has been handed over
     */
    BodyUpload(Channel channel, Exchange exchange, Consumer<ByteBuffer> sent, Runnable whenSent) {
        this.channel = channel;
        this.exchange = exchange;
        this.sent = sent;
        this.whenSent = whenSent;
    }

    /** True once the last piece was handed over. */
    boolean complete() {
        return finished;
    }

    /** The engine wants no more. */
    void stop() {
        if (!stopped && !finished) {
            stopped = true;
            if (source != null) {
                source.cancel();
            }
        }
    }

    /** The channel may take more than before. */
    void proceed() {
        if (source != null && pending <= AHEAD / 2 && !stopped && !finished && channel.isWritable()) {
            int more = AHEAD - pending;
            pending = AHEAD;
            source.request(more);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        onLoop(() -> {
            if (source != null || stopped) {
                subscription.cancel();
                return;
            }
            source = subscription;
            proceed();
        });
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        onLoop(() -> {
            pending--;
            if (!channel.isActive()) {
                stop();
            }
            if (!stopped && !chunk.hasRemaining()) {
                proceed(); // a chunk of none would be the last
            } else if (stopped) {
                sent.accept(chunk);
            } else {
                channel.write(chunkHead(chunk.remaining()));
                channel.writeAndFlush(Unpooled.wrappedBuffer(chunk))
                        .addListener(written -> onLoop(() -> {
                            sent.accept(chunk);
                            if (!written.isSuccess()) {
                                stop();
                            }
                        }));
                proceed();
            }
        });
    }

    private void onLoop(Runnable action) {
        Loops.run(channel.eventLoop(), () -> {
            try {
                action.run();
            } catch (Throwable e) {
                stop();
                exchange.fail(Failures.fault(exchange.call.label(), e));
                channel.close();
            }
        });
    }

    /** Ends the chunk before, and says how long the next is. */
    private ByteBuf chunkHead(int length) {
        String head = (begun ? "\r\n" : "") + Integer.toHexString(length) + "\r\n";
        begun = true;
        return ascii(head);
    }

    private ByteBuf ascii(String text) {
        return ByteBufUtil.writeAscii(channel.alloc(), text);
    }

    @Override
    public void onComplete() {
        onLoop(() -> {
            if (!stopped && channel.isActive()) {
                finished = true;
                channel.writeAndFlush(ascii(begun ? "\r\n0\r\n\r\n" : "0\r\n\r\n"))
                        .addListener(written -> onLoop(whenSent));
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        onLoop(() -> {
            if (!stopped) {
                stopped = true;
                exchange.fail(
                        failure instanceof DockerException
                                ? failure
                                : new UploadFailedException(
                                        exchange.call.label(),
                                        "what was to be sent could not be read: " + failure.getMessage(),
                                        failure));
                channel.close();
            }
        });
    }
}

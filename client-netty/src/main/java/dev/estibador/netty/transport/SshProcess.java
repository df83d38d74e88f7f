package dev.estibador.netty.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ssh} command that is one connection. Its input and output are one end of a Unix socket, whose other end is a
 * channel like any other: no thread waits for a process. What it says on its error stream is looked at every second.
 */
final class SshProcess {
    private static final AttributeKey<SshProcess> OF_CHANNEL = AttributeKey.valueOf(SshProcess.class, "ssh");

    private static final int MOST_WORDS = 2000;
    private static final int LOOK_SECONDS = 1;
    private static final int END_SECONDS = 3;

    /** A process whose connection has ended does so by itself, and with a status that tells more than one that was ended. */
    private static final int GRACE_MILLIS = 500;

    /** The command cannot be run: most of all because it is not installed. */
    static final class NotRunException extends IOException {
        private static final long serialVersionUID = 1;

        NotRunException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final Process process;
    private final InputStream errors;
    private String words = "";

    /** @param running where it is kept until it has ended */
    SshProcess(Process process, Set<SshProcess> running) {
        this.process = process;
        this.errors = process.getErrorStream();
        running.add(this);
        process.onExit().thenRun(() -> running.remove(this));
    }

    /** Says whose connection that channel is. */
    void attachTo(Channel channel) {
        channel.attr(OF_CHANNEL).set(this);
    }

    static @Nullable SshProcess of(Channel channel) {
        return channel.attr(OF_CHANNEL).get();
    }

    /**
     * Lets the process live no longer than the channel. The channel outlives the process until all that this has written is
     * read, and then ends as any other.
     */
    void follow(Channel channel) {
        Future<?> looks =
                channel.eventLoop().scheduleAtFixedRate(this::listen, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> {
            looks.cancel(false);
            channel.eventLoop().schedule(process::destroy, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    /** Takes what was said since, so that the process never waits for that. Keeps the end. */
    private synchronized void listen() {
        try {
            byte[] more = errors.readNBytes(Math.min(errors.available(), 1 << 16));
            String all = words + new String(more, StandardCharsets.UTF_8);
            words = all.substring(Math.max(0, all.length() - MOST_WORDS));
        } catch (IOException e) {
            // closed, with the process: there is nothing more
        }
    }

    /**
     * Tells on the loop how the process ended, which it does within a few seconds if its channel was closed by itself: null for in
     * order, else in its own words.
     */
    void ending(EventLoop loop, Consumer<@Nullable String> told) {
        CompletableFuture<Process> end = process.onExit().copy();
        Future<?> limit = loop.schedule(() -> end.complete(process), END_SECONDS, TimeUnit.SECONDS);
        end.thenAccept(done -> Loops.run(loop, () -> {
            limit.cancel(false);
            listen();
            told.accept(process.isAlive() ? null : described(words(), process.exitValue()));
        }));
    }

    private synchronized String words() {
        return words.strip().replaceAll("\\s*[\r\n]+\\s*", "; ");
    }

    private static @Nullable String described(String said, int status) {
        return status == 0 ? null : "ssh ended with status " + status + (said.isEmpty() ? "" : ": " + said);
    }

    /** Waits for the end of the process, whose channel is closed, and ends it if it takes too long. */
    void end() {
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
        }
    }
}

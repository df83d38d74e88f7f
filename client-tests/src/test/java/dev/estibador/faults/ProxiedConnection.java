package dev.estibador.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a {@link FaultProxy}. It knows where requests and replies begin and end, of a client that sends no request
 * before the last reply is whole. A thread for each direction reads, and writes by the {@link Passage} of its direction.
 *
 * <p>The state of the exchange is guarded by this object. {@code cut} is set once: from then on nothing is passed, and what the client
 * sends is read and dropped until it closes.
 */
final class ProxiedConnection {
    /** The status of an answer that the proxy gives in the engine's place. */
    static final int ANSWERED = 503;

    private static final byte[] ANSWER = answerOf("{\"message\":\"the proxy answers\"}\n");
    private static final String HEAD_END = "\r\n\r\n";

    private final FaultProxy proxy;
    private final SocketChannel client;
    private final SocketChannel engine;
    private final Passage toEngine;
    private final Passage toClient;
    private final CountDownLatch settled = new CountDownLatch(1);

    private StringBuilder requestHead = new StringBuilder();
    private long requestLength;
    private @Nullable ReplyMeter reply;
    private boolean measures;
    private boolean struckIdle;
    private volatile boolean open = true;
    private volatile boolean cut;

    ProxiedConnection(FaultProxy proxy, SocketChannel client, SocketChannel engine) {
        this.proxy = proxy;
        this.client = client;
        this.engine = engine;
        toEngine = new Passage(this, engine);
        toClient = new Passage(this, client);
    }

    private static byte[] answerOf(String body) {
        return ("HTTP/1.1 " + ANSWERED + " Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static void thread(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    void begin() {
        thread(this::carryRequests);
        thread(this::carryReplies);
    }

    private void carryRequests() {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try {
            while (client.read(bytes.clear()) >= 0) {
                if (!cut) {
                    passRequest(bytes.flip());
                }
            }
            if (!cut) {
                engine.shutdownOutput();
            }
        } catch (IOException e) {
            closeQuietly(engine); // the client has reset, or one of the two was closed here
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts this thread
        } finally {
            open = false;
            proxy.changed();
        }
    }

    private void passRequest(ByteBuffer bytes) throws IOException, InterruptedException {
        long from;
        synchronized (this) {
            if (reply == null) {
                int before = requestHead.length();
                requestHead.append(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()));
                int end = requestHead.indexOf(HEAD_END, Math.max(0, before - HEAD_END.length()));
                if (end >= 0) {
                    beginExchange(end + HEAD_END.length());
                }
            }
            from = requestLength;
            requestLength += bytes.remaining();
        }
        toEngine.pass(bytes, from);
    }

    private void beginExchange(int headLength) {
        requestHead.setLength(headLength);
        String line = requestHead.substring(0, requestHead.indexOf("\r\n"));
        reply = new ReplyMeter(line.substring(0, line.indexOf(' ')));
        Strike strike = proxy.strikeFor(line);
        measures = strike != null;
        if (strike != null) {
            (strike.request() ? toEngine : toClient).arm(strike);
        }
    }

    private void carryReplies() {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try {
            while (engine.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining() && !cut) {
                    passReply(bytes);
                }
            }
            if (!cut) {
                client.shutdownOutput();
            }
        } catch (IOException e) {
            closeQuietly(client); // the client has gone, or one of the two was closed here
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts this thread
        } finally {
            closeQuietly(engine);
        }
    }

    private void passReply(ByteBuffer bytes) throws IOException, InterruptedException {
        long from;
        ByteBuffer part;
        synchronized (this) {
            ReplyMeter meter = reply;
            if (meter == null) {
                throw new IOException("the engine speaks without a question");
            }
            from = meter.headLength() + meter.bodyLength();
            int length = meter.take(bytes);
            part = bytes.slice().limit(length);
            bytes.position(bytes.position() + length);
            measure(meter);
            if (meter.isWhole()) {
                // before its last bytes are passed, as the next request may come at once
                reply = null;
                requestHead = new StringBuilder();
                requestLength = 0;
            }
        }
        toClient.pass(part, from);
        proxy.changed();
    }

    private void measure(ReplyMeter meter) {
        if (measures) {
            proxy.measured(new Moment.Lengths(
                    requestHead.length(),
                    requestLength - requestHead.length(),
                    meter.headLength(),
                    meter.bodyLength()));
        }
    }

    /** Whether no exchange is under way. */
    synchronized boolean isIdle() {
        return reply == null && requestHead.isEmpty();
    }

    /** Whether the client has not ended it. */
    boolean isOpen() {
        return open;
    }

    boolean isCut() {
        return cut;
    }

    boolean wasStruckIdle() {
        return struckIdle;
    }

    void strikes() {
        proxy.strikes();
    }

    /** While nothing is under way, that is. */
    void strikeIdle(Fault fault) throws IOException {
        struckIdle = true;
        switch (fault) {
            case FIN -> finish();
            case RST -> reset();
            case EARLY_ANSWER -> say(ANSWER);
            case STALL -> cut = true;
            default -> throw new IllegalArgumentException(fault + " does nothing to a connection without an exchange");
        }
    }

    /** The engine's side ends properly; what the client still sends is read, or the end would become a reset. */
    void finish() throws IOException {
        cut = true;
        client.shutdownOutput();
        closeQuietly(engine);
    }

    void reset() throws IOException {
        cut = true;
        if (client.getLocalAddress() instanceof InetSocketAddress) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        closeQuietly(client);
        closeQuietly(engine);
    }

    void answer() throws IOException {
        cut = true;
        say(ANSWER);
        finish();
    }

    private void say(byte[] answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    /** Holds the thread that strikes until the operation has ended. */
    void stall() throws InterruptedException {
        if (!settled.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nobody has settled a stalled connection");
        }
        cut = true;
    }

    /** The operation has ended: from now on only the client's end is waited for. */
    void settle() {
        settled.countDown();
    }

    void close() {
        cut = true;
        settled.countDown();
        closeQuietly(client);
        closeQuietly(engine);
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // then it is gone all the same
        }
    }
}

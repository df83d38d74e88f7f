package dev.estibador.netty.connect;

import dev.estibador.error.InterruptedCallException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a Unix socket whether an engine answers there: Docker's or Podman's. Needs no thread, and takes no longer than its limit. */
final class SocketProbe {
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})\\b.*", Pattern.DOTALL);

    /** What every engine says of itself, and nothing else does. */
    private static final Pattern OF_ENGINE = Pattern.compile("\r\napi-version:", Pattern.CASE_INSENSITIVE);

    private static final int MOST_HEAD = 1 << 14;
    private static final long TICK_MILLIS = 10;

    private final Path socket;
    private final Duration limit;
    private final long end;

    SocketProbe(Path socket, Duration limit) {
        this.socket = socket;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    enum Kind {
        ENGINE,
        /** Somebody took the connection and did not answer: an engine that starts, perhaps. */
        SILENT,
        NONE
    }

    /** @param words why; of an engine, that it answered */
    record Finding(Kind kind, String words) {}

    Finding ask() {
        try (Selector selector = Selector.open()) {
            while (true) {
                try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    channel.configureBlocking(false);
                    return talk(channel, channel.register(selector, 0));
                } catch (IOException e) {
                    if (!words(e).contains("temporarily unavailable")) {
                        return new Finding(Kind.NONE, unreachable(socket, e));
                    }
                    // more connections to accept than it queues; the next moment may do
                    if (millisLeft() == 0) {
                        return silent();
                    }
                }
                selector.select(TICK_MILLIS);
                keepInterrupt();
            }
        } catch (IOException e) {
            return new Finding(Kind.NONE, words(e));
        } catch (UnsupportedOperationException e) {
            return new Finding(Kind.NONE, "this system has no Unix sockets");
        }
    }

    private Finding talk(SocketChannel channel, SelectionKey key) throws IOException {
        if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
            do {
                if (!await(key, SelectionKey.OP_CONNECT)) {
                    return silent();
                }
            } while (!channel.finishConnect());
        }
        try {
            ByteBuffer request = ByteBuffer.wrap(PING);
            while (request.hasRemaining()) {
                if (!await(key, SelectionKey.OP_WRITE)) {
                    return silent();
                }
                channel.write(request);
            }
            ByteBuffer reply = ByteBuffer.allocate(MOST_HEAD);
            while (reply.hasRemaining() && !text(reply).contains("\r\n\r\n")) {
                if (!await(key, SelectionKey.OP_READ)) {
                    return silent();
                }
                if (channel.read(reply) < 0) {
                    break;
                }
            }
            return judged(text(reply));
        } catch (IOException e) {
            return new Finding(Kind.NONE, "hung up: " + words(e));
        }
    }

    private static String text(ByteBuffer reply) {
        return StandardCharsets.ISO_8859_1.decode(reply.duplicate().flip()).toString();
    }

    private static Finding judged(String reply) {
        int end = reply.indexOf("\r\n\r\n");
        String head = end < 0 ? reply : reply.substring(0, end);
        Matcher status = STATUS.matcher(head);
        if (head.isEmpty()) {
            return new Finding(Kind.NONE, "hung up without a word");
        }
        if (!status.matches()) {
            return new Finding(Kind.NONE, "something answers that is no engine");
        }
        if (!status.group(1).equals("200")) {
            return new Finding(Kind.NONE, "answers a ping with status " + status.group(1));
        }
        return OF_ENGINE.matcher(head).find()
                ? new Finding(Kind.ENGINE, "an engine answers")
                : new Finding(Kind.NONE, "a server answers that is no engine");
    }

    private Finding silent() {
        return new Finding(Kind.SILENT, "no answer within " + limit.toMillis() + " ms");
    }

    /** Why nobody was reached, and who may where we may not. */
    static String unreachable(Path socket, IOException problem) {
        String words = words(problem);
        if (words.contains("permission denied")) {
            return "permission denied" + remedy(socket);
        }
        if (words.contains("no such file") || words.contains("not a directory")) {
            return Files.isSymbolicLink(socket) ? "a link that leads nowhere" : "not there";
        }
        if (words.contains("refused")) {
            return Files.isDirectory(socket)
                    ? "a folder, no socket"
                    : Files.isRegularFile(socket) ? "a file, no socket" : "nothing listens there";
        }
        return words;
    }

    private static String remedy(Path socket) {
        try {
            PosixFileAttributes of = Files.readAttributes(socket, PosixFileAttributes.class);
            String group = of.group().getName();
            boolean forGroup = of.permissions().contains(PosixFilePermission.GROUP_WRITE);
            return forGroup && !group.equals("root")
                    ? ": add your user to its group " + group
                    : ": it is for the user " + of.owner().getName() + " alone";
        } catch (IOException | UnsupportedOperationException e) {
            return ""; // in a folder that is not for us, either
        }
    }

    /** False if the limit came first. */
    private boolean await(SelectionKey key, int operation) throws IOException {
        key.interestOps(operation);
        long left = millisLeft();
        while (left > 0) {
            if (key.selector().select(left) > 0) {
                key.selector().selectedKeys().clear();
                return true;
            }
            keepInterrupt();
            left = millisLeft();
        }
        return false;
    }

    private long millisLeft() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    private static void keepInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedCallException(new InterruptedException());
        }
    }

    private static String words(IOException problem) {
        String message = problem.getMessage();
        return message == null ? problem.toString() : message.toLowerCase(Locale.ROOT);
    }
}

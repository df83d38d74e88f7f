package dev.estibador.netty.transport;

import dev.estibador.connect.EngineAddress;
import dev.estibador.netty.files.SocketFile;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What keeps a connection from being made, by the number or the type of the failure: its words are in the system's language. */
enum ConnectProblem {
    FORBIDDEN,
    REFUSED,
    /** A Unix socket has more connections to accept than it queues. */
    CROWDED,
    OTHER;

    /** Thrown by what knows it. */
    static final class CrowdedException extends IOException {
        private static final long serialVersionUID = 1;

        CrowdedException() {
            super("the socket has no room for another connection");
        }
    }

    private static final int EACCES = -13;
    /** As Netty's native transports write it, which keep the number to themselves. */
    private static final Pattern NUMBER =
            Pattern.compile("\\(\\.\\.\\) failed with error\\((-\\d+)\\): .*", Pattern.DOTALL);

    static ConnectProblem of(EngineAddress address, @Nullable Throwable cause) {
        ConnectProblem told = told(cause);
        // the JDK tells a refusal by its type, and a crowded Unix socket by words alone
        return told == OTHER && address instanceof EngineAddress.Unix unix ? seen(unix, cause) : told;
    }

    private static ConnectProblem seen(EngineAddress.Unix unix, @Nullable Throwable cause) {
        SocketFile file = SocketFile.at(unix.socket());
        if (file == SocketFile.FORBIDDEN || cause instanceof BindException) {
            return FORBIDDEN;
        }
        return file == SocketFile.SOCKET && cause instanceof SocketException ? CROWDED : OTHER;
    }

    private static ConnectProblem told(@Nullable Throwable cause) {
        Throwable inner = inner(cause);
        int number = number(inner);
        if (number != 0) {
            return ofNumber(number);
        }
        if (inner instanceof CrowdedException) {
            return CROWDED;
        }
        return inner instanceof ConnectException ? REFUSED : OTHER;
    }

    /** What failed, without what Netty wraps around it. */
    static @Nullable Throwable inner(@Nullable Throwable cause) {
        return cause instanceof ChannelException && cause.getCause() != null ? cause.getCause() : cause;
    }

    private static ConnectProblem ofNumber(int number) {
        if (number == EACCES) {
            return FORBIDDEN;
        }
        return number == Errors.ERRNO_EAGAIN_NEGATIVE
                ? CROWDED
                : number == Errors.ERROR_ECONNREFUSED_NEGATIVE ? REFUSED : OTHER;
    }

    /** The system's number, below 0; 0 if it is not known. */
    private static int number(@Nullable Throwable failure) {
        if (failure instanceof Errors.NativeIoException told) {
            return told.expectedErr();
        }
        String text = failure instanceof ConnectException ? failure.getMessage() : null;
        Matcher number = NUMBER.matcher(text == null ? "" : text);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }
}

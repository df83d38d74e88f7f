package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.error.TransferFailedException;
import dev.estibador.netty.wire.Failures;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.OutputTransfer;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Output on its way to one place, or to one for each source. Its methods are called one at a time. */
final class OutputCopy {
    private final String call;
    private final CopyTarget stdout;
    private final CopyTarget stderr;
    private final long began = System.nanoTime();
    private boolean opened;

    /** Both places may be the same. */
    OutputCopy(String call, CopyTarget stdout, CopyTarget stderr) {
        this.call = call;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** What a place threw. */
    private static final class Unwritten extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final CopyTarget place;
        private final Exception problem;

        Unwritten(CopyTarget place, Exception problem) {
            super(problem);
            this.place = place;
            this.problem = problem;
        }
    }

    private interface Writing {
        void to(CopyTarget place) throws IOException;
    }

    private static void attempt(CopyTarget place, Writing writing) {
        try {
            writing.to(place);
        } catch (IOException | RuntimeException e) {
            throw new Unwritten(place, e);
        }
    }

    /** The engine has accepted the call. */
    void open() {
        opened = true;
        attempt(stdout, CopyTarget::open);
    }

    void add(List<OutputFrame> batch) {
        if (stdout == stderr) {
            attempt(stdout, place -> place.write(batch, null));
        } else {
            attempt(stdout, place -> place.write(batch, StreamSource.STDOUT));
            attempt(stderr, place -> place.write(batch, StreamSource.STDERR));
        }
    }

    /** Closes what was opened; gives the failure of all, out of that of the stream. */
    @Nullable
    Throwable ended(@Nullable Throwable failure) {
        Throwable ended = failure == null ? null : Failures.unwrapped(failure);
        try {
            attempt(stdout, CopyTarget::close);
        } catch (Unwritten e) {
            ended = ended == null ? e : ended;
        }
        if (ended instanceof Unwritten unwritten) {
            return failed(unwritten.place + " could not be written: " + unwritten.problem, unwritten.problem);
        }
        return ended instanceof DockerException own && opened
                ? failed("the stream failed: " + ownWords(own), own)
                : ended;
    }

    /** Without the call, which is told anyway. */
    private String ownWords(DockerException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(call + ": ") ? message.substring(call.length() + 2) : message;
    }

    private TransferFailedException failed(String message, Throwable cause) {
        OutputTransfer part = transfer();
        return new TransferFailedException(call, message, cause, part.stdoutBytes(), part.stderrBytes(), part.frames());
    }

    OutputTransfer transfer() {
        return new OutputTransfer(
                stdout.stdoutBytes(),
                stderr.stderrBytes(),
                stdout.frames() + (stdout == stderr ? 0 : stderr.frames()),
                Duration.ofNanos(System.nanoTime() - began));
    }
}

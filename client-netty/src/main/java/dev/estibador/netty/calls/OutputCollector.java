package dev.estibador.netty.calls;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.OutputLimitException;
import dev.estibador.exec.ExecDetails;
import dev.estibador.exec.ExecResult;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Keeps what a command writes, up to a limit. */
final class OutputCollector {
    private final String call;
    private final int limit;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    OutputCollector(String call, int limit) {
        this.call = call;
        this.limit = limit;
    }

    void add(OutputFrame frame) {
        if (stdout.size() + stderr.size() + frame.size() > limit) {
            throw new OutputLimitException(call, limit);
        }
        byte[] copy = new byte[frame.size()];
        ByteBuffer bytes = frame.bytes();
        bytes.get(copy);
        (frame.source() == StreamSource.STDERR ? stderr : stdout).writeBytes(copy);
    }

    ExecResult result(ExecDetails ended) {
        Long code = ended.exitCode();
        if (code == null) {
            throw new MalformedReplyException(call, "the command has ended, but the engine tells no exit code", null);
        }
        return new ExecResult(
                code, new ExecResult.Output(stdout.toByteArray()), new ExecResult.Output(stderr.toByteArray()));
    }
}

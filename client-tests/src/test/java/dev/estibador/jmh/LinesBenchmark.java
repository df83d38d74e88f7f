package dev.estibador.jmh;

import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.FrameDecoder;
import dev.estibador.netty.wire.FrameLines;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A megabyte of a log to its lines, from buffers of 64 KiB as they come from a socket: one operation a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinesBenchmark {
    private static final int READ = 64 << 10;
    private static final String TIME = "2026-11-25T08:33:20.319700126Z ";

    /** Bytes of a line; of more than 16 KiB it comes in pieces. */
    @Param({"100", "1024", "65536"})
    public int line;

    @Param({"false", "true"})
    public boolean timestamps;

    private ByteBuffer bytes;

    @Setup
    public void fill() {
        byte[] time = (timestamps ? TIME : "").getBytes(StandardCharsets.US_ASCII);
        bytes = ByteBuffer.allocateDirect(2 << 20);
        byte[] text = "x".repeat(line - 1).concat("\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < (1 << 20) / line; i++) {
            for (int from = 0; from < line; from += 16 << 10) {
                int length = Math.min(16 << 10, line - from);
                bytes.put((byte) 1).put(new byte[3]).putInt(time.length + length);
                bytes.put(time).put(text, from, length);
            }
        }
        bytes.flip();
    }

    @Benchmark
    public void decode(Blackhole sink) {
        Decoder<LogLine> lines = new FrameLines(
                new FrameDecoder("GET /containers/{id}/logs"),
                new LogMarks(timestamps, false),
                FrameStream.LONGEST_LINE);
        for (int from = 0; from < bytes.limit(); from += READ) {
            lines.decode(bytes.slice(from, Math.min(READ, bytes.limit() - from)), sink::consume);
        }
    }
}

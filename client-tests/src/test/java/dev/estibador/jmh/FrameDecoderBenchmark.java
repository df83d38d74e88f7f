package dev.estibador.jmh;

import dev.estibador.netty.wire.FrameDecoder;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
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

/** A megabyte of frames, decoded from buffers of 64 KiB as they come from a socket: one operation a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameDecoderBenchmark {
    private static final int READ = 64 << 10;

    @Param({"100", "1024", "16384"})
    public int payload;

    private ByteBuffer bytes;

    @Setup
    public void fill() {
        int frames = (1 << 20) / payload;
        bytes = ByteBuffer.allocateDirect(frames * (payload + 8));
        for (int i = 0; i < frames; i++) {
            bytes.put((byte) 1).put(new byte[3]).putInt(payload).put(new byte[payload]);
        }
        bytes.flip();
    }

    @Benchmark
    public void decode(Blackhole sink) {
        FrameDecoder decoder = new FrameDecoder("GET /containers/{id}/logs");
        for (int from = 0; from < bytes.limit(); from += READ) {
            decoder.decode(
                    bytes.slice(from, Math.min(READ, bytes.limit() - from)),
                    (OutputFrame frame) -> sink.consume(frame));
        }
    }
}

package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static FrameDecoder decoder() {
        return new FrameDecoder("GET /containers/web/logs");
    }

    private static byte[] frames(Object... typesAndPayloads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < typesAndPayloads.length; i += 2) {
            byte[] payload = typesAndPayloads[i + 1] instanceof byte[] raw
                    ? raw
                    : typesAndPayloads[i + 1].toString().getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ByteBuffer.allocate(8)
                    .put(((Integer) typesAndPayloads[i]).byteValue())
                    .putInt(4, payload.length)
                    .array());
            bytes.writeBytes(payload);
        }
        return bytes.toByteArray();
    }

    private static List<String> told(List<OutputFrame> frames) {
        return frames.stream().map(frame -> frame.source() + " " + frame.text()).toList();
    }

    /** L1: each frame owns its bytes, since what it was read from is overwritten at once. */
    @Test
    void framesAreTheSameHoweverTheirBytesWereCut() {
        byte[] bytes = frames(1, "out", 2, "err", 1, "", 0, "in");

        assertThat(Cuts.everyWay(FrameDecoderTest::decoder, bytes)).allSatisfy(frames -> assertThat(told(frames))
                .containsExactly("STDOUT out", "STDERR err", "STDOUT ", "STDOUT in"));
    }

    @Property(tries = 200)
    void anyFramesComeOutAsTheyWentIn(
            @ForAll @Size(max = 20) List<byte[]> payloads,
            @ForAll @Size(max = 5) List<@IntRange(max = 500) Integer> cuts) {
        Object[] sent = payloads.stream()
                .flatMap(payload -> List.<Object>of(2, payload).stream())
                .toArray();
        byte[] bytes = frames(sent);
        int[] sorted = cuts.stream()
                .mapToInt(cut -> Math.min(cut, bytes.length))
                .sorted()
                .toArray();
        List<OutputFrame> frames = Cuts.fed(decoder(), bytes, sorted);

        assertThat(frames).allMatch(frame -> frame.source() == StreamSource.STDERR && !frame.partial());
        assertThat(frames)
                .map(frame -> ByteBuffer.wrap(new byte[frame.size()])
                        .put(frame.bytes())
                        .array())
                .containsExactlyElementsOf(payloads);
    }

    /** L2. */
    @Test
    void aFrameOfAMegabyteIsWholeAndOnlyALongerOneComesInParts() {
        byte[] longest = new byte[FrameDecoder.MAX_WHOLE];
        Arrays.fill(longest, (byte) 'x');
        byte[] longer = Arrays.copyOf(longest, longest.length * 2 + 3);

        assertThat(Cuts.fed(decoder(), frames(1, longest), 10, 60_000))
                .extracting(OutputFrame::size, OutputFrame::partial)
                .containsExactly(Tuple.tuple(FrameDecoder.MAX_WHOLE, false));
        assertThat(Cuts.fed(decoder(), frames(1, longer, 1, "next"), 10, 60_000))
                .extracting(OutputFrame::size, OutputFrame::partial)
                .containsExactly(
                        Tuple.tuple(FrameDecoder.MAX_WHOLE, true),
                        Tuple.tuple(FrameDecoder.MAX_WHOLE, true),
                        Tuple.tuple(3, false),
                        Tuple.tuple(4, false));
    }

    /** L4: text that is no frame at all claims a length of 1.8 GB. */
    @Test
    void anUnknownStreamIsAnErrorBeforeItsLengthIsBelieved() {
        byte[] text = "Hello, I am the output of a terminal".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Cuts.fed(decoder(), text))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("unknown stream 72");
    }

    @Test
    void aFrameOfTheThirdStreamIsTheEnginesError() {
        assertThatThrownBy(() -> Cuts.fed(decoder(), frames(1, "before", 3, "the disk is full\n"), 20))
                .isInstanceOf(StreamFailedException.class)
                .hasMessage("GET /containers/web/logs: the disk is full");
    }

    /** L5. */
    @Test
    void anEndInsideAFrameIsAnError() {
        byte[] bytes = frames(1, "whole", 1, "half");

        for (int end = 14; end < bytes.length; end++) {
            byte[] cut = Arrays.copyOf(bytes, end);
            assertThatThrownBy(() -> Cuts.fed(decoder(), cut))
                    .as("cut after %d bytes", end)
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("cut inside");
        }
    }
}

package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProtobufTest {
    private static List<Object> read(ByteBuffer message) {
        List<Object> read = new ArrayList<>();
        Protobuf.Reader in = new Protobuf.Reader("test", message);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> read.add(in.number());
                case 2 -> read.add(in.text());
                case 3 -> read.add(in.message().next());
                default -> {}
            }
        }
        return read;
    }

    @Property
    void whatWasWrittenIsRead(
            @ForAll long number, @ForAll String text, @ForAll @IntRange(min = 4, max = 1 << 28) int other) {
        String sendable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        ByteBuffer message = new Protobuf.Writer()
                .number(other, number)
                .number(1, number)
                .text(other, text)
                .text(2, text)
                .message(3, new Protobuf.Writer().number(1, 1))
                .message();
        assertThat(read(message)).containsExactly(number, sendable, true);
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            read(ByteBuffer.wrap(bytes));
        } catch (MalformedReplyException e) {
            assertThat(e).hasMessageContaining("Protocol Buffer");
        }
    }

    @Test
    void fieldsOfTheOtherFormsArePassedOver() {
        byte[] fixed = {0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x25, 1, 2, 3, 4, 0x08, 7};
        assertThat(read(ByteBuffer.wrap(fixed))).containsExactly(7L);
    }

    @Test
    void aFieldThatIsLongerThanTheMessageIsMalformed() {
        assertThatThrownBy(() -> read(ByteBuffer.wrap(new byte[] {0x12, 5, 'a'})))
                .isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void aNumberThatDoesNotEndIsMalformed() {
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) 0xff);
        endless[0] = 0x08;
        assertThatThrownBy(() -> read(ByteBuffer.wrap(endless))).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void aSingleFieldIsTheWholeMessage() {
        ByteBuffer single = Protobuf.single(2, ByteBuffer.wrap(new byte[] {'h', 'i'}));
        assertThat(read(single)).containsExactly("hi");
    }
}

package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    Path folder;

    @Test
    void givesTheWholeFileInPieces() throws Exception {
        byte[] content = new byte[2_000_001];
        content[2_000_000] = 7;
        Path file = Files.write(folder.resolve("a"), content);
        ByteBuffer all = ByteBuffer.allocate(content.length);
        try (FileSource source = new FileSource(file)) {
            for (ByteBuffer piece = source.next(); piece != null; piece = source.next()) {
                assertThat(piece.remaining()).isBetween(1, SpareBuffers.SIZE);
                all.put(piece);
                source.giveBack(piece);
            }
        }
        assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(content));
    }

    @Test
    void anEmptyFileHasNoPieces() throws Exception {
        try (FileSource source = new FileSource(Files.createFile(folder.resolve("a")))) {
            assertThat(source.next()).isNull();
        }
    }

    /** L40. */
    @Test
    void aFileThatGrowsFailsByItsName() throws Exception {
        Path file = Files.write(folder.resolve("growing"), new byte[10]);
        try (FileSource source = new FileSource(file)) {
            assertThat(source.next()).isNotNull();
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
            assertThatThrownBy(source::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("growing")
                    .hasMessageContaining("grew");
        }
    }

    @Test
    void whatIsNoFileFailsByItsName() {
        for (Path path : new Path[] {folder, folder.resolve("gone")}) {
            try (FileSource source = new FileSource(path)) {
                assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessageContaining(path.toString());
            }
        }
    }

    @Test
    void afterItWasClosedThereIsNothing() throws Exception {
        FileSource source = new FileSource(Files.write(folder.resolve("a"), new byte[10]));
        try (source) {
            assertThat(source.next()).isNotNull();
        }
        assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }
}

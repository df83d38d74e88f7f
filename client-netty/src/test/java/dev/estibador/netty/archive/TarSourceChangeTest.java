package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.estibador.common.FileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lesson L40: a file that changes or vanishes while it is read fails by its name. */
class TarSourceChangeTest {
    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void bigEnoughToBeCaughtInTheMiddle() throws IOException {
        file = Files.write(folder.resolve("changing"), SentTar.content(300_000));
    }

    @Test
    void shrinkingFailsByName() throws IOException {
        failsAfter(() -> Files.write(file, SentTar.content(100)), "shrank from 300000 bytes");
    }

    @Test
    void growingFailsByName() throws IOException {
        failsAfter(() -> Files.write(file, SentTar.content(1), StandardOpenOption.APPEND), "grew beyond 300000 bytes");
    }

    @Test
    void vanishingFailsByName() throws IOException {
        failsAfter(() -> Files.delete(file), "vanished");
    }

    @Test
    void otherContentOfTheSameSizeFailsByName() throws IOException {
        failsAfter(() -> Files.setLastModifiedTime(file, FileTime.from(5, TimeUnit.SECONDS)), "was changed");
    }

    @Test
    void anotherFileInItsPlaceFailsByName() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        failsAfter(
                () -> {
                    Path other = Files.write(folder.resolve("other"), SentTar.content(300_000));
                    Files.setLastModifiedTime(other, time);
                    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                },
                "was changed");
    }

    @Test
    void vanishingBeforeItsTurnFailsByName() throws IOException {
        Path next = Files.write(folder.resolve("next"), SentTar.content(1));
        try (TarSource source = new TarSource(FileSet.of(set -> set.folder("", folder)))) {
            assertThat(source.next()).isNotNull();
            Files.delete(next);
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(source))
                    .withMessageContaining("'" + next + "'")
                    .withMessageContaining("vanished");
        }
    }

    private void failsAfter(Change change, String how) throws IOException {
        try (TarSource source = new TarSource(FileSet.of(set -> set.folder("", folder)))) {
            assertThat(source.next()).isNotNull();
            change.make();
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(source))
                    .withMessageContaining("'" + file + "'")
                    .withMessageContaining(how);
            assertThatIOException().isThrownBy(source::next).withMessageContaining("broken off");
        }
        assertThat(SentTar.isOpen(file)).isFalse();
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }
}

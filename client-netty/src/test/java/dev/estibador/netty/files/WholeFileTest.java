package dev.estibador.netty.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing waits for a file that is none, and none fills the memory. */
@Timeout(20)
class WholeFileTest {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("file");
    }

    @Test
    void readsAFileAndWhatALinkLeadsTo() throws Exception {
        Files.writeString(file(), "x".repeat(100));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file());
        assertThat(WholeFile.read(link, 100)).hasSize(100);
        assertThat(WholeFile.read(Files.createFile(directory.resolve("empty")))).isEmpty();
        // whose size is said to be 0
        assertThat(new String(WholeFile.read(Path.of("/proc/self/status")), UTF_8))
                .contains("Name:");
    }

    @Test
    void refusesWhatIsNotThereOrTooLong() throws Exception {
        assertThatThrownBy(() -> WholeFile.read(file())).isInstanceOf(NoSuchFileException.class);
        Files.writeString(file(), "x".repeat(101));
        refused(file(), "has more than 100 bytes", 100);
    }

    @Test
    void holdsNoMoreOfAHugeFileThanItMayHave() throws Exception {
        try (RandomAccessFile huge = new RandomAccessFile(file().toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        refused(file(), "has more than", WholeFile.LONGEST);
    }

    @Test
    void waitsForNoWriter() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        refused(file(), "no regular file", 100);
    }

    @Test
    void refusesDevicesDirectoriesAndSockets() throws Exception {
        refused(Path.of("/dev/zero"), "no regular file", 100);
        refused(directory, "is a directory", 100);
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(file()));
            refused(file(), "no regular file", 100);
        }
    }

    private static void refused(Path file, String reason, int longest) {
        assertThatThrownBy(() -> WholeFile.read(file, longest))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }
}

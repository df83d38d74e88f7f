package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.estibador.common.FileSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lessons L37 (streamed, any size and name) and L38 (modes, links, empty folders). */
class TarSourceTest {
    private static final int FIRST = 64 * 1024;

    /** Lesson L37: any sizes and names, in chunks of bounded size. */
    @Property(tries = 200)
    void whatIsInMemoryArrivesWhole(@ForAll("sets") Map<String, byte[]> contents) throws IOException {
        SentTar sent = SentTar.of(FileSet.of(set -> contents.forEach(set::bytes)));

        assertThat(sent.names()).containsExactlyInAnyOrderElementsOf(contents.keySet());
        contents.forEach(
                (name, content) -> assertThat(sent.entry(name).content()).isEqualTo(content));
        assertThat(sent.bytes().length % 512).isZero();
        assertThat(sent.chunks().get(0)).isBetween(512, FIRST);
        assertThat(sent.chunks()).allMatch(size -> size > 0 && size <= SpareBuffers.SIZE);
    }

    @Provide
    Arbitrary<Map<String, byte[]>> sets() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab \\\"'$*\n").ofMinLength(1).ofMaxLength(5),
                Arbitraries.strings()
                        .withCharRange('\u00e0', '\u00ff')
                        .ofMinLength(1)
                        .ofMaxLength(120),
                Arbitraries.of("⚓", "\uD83D\uDEA2", "x".repeat(99), "y".repeat(100), "z".repeat(255)));
        // No part is a dash, so that no name lies below another.
        Arbitrary<String> name = part.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts) + "/-");
        Arbitrary<Integer> size = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 2000),
                Arbitraries.of(0, 1, 511, 512, 513, 32768, 64512, 65023, 65024, 65025, 65536, 65537, 131072, 200_000));
        return Arbitraries.maps(name, size.map(SentTar::content)).ofMaxSize(6);
    }

    @Test
    void anEmptySetIsAnEndMarkAlone() throws IOException {
        assertThat(SentTar.of(FileSet.EMPTY).bytes()).isEqualTo(new byte[1024]);
    }

    @Test
    void whatIsMadeUpCarriesRootAndOneFixedTime() throws IOException {
        FileSet files = FileSet.of(set -> set.text("run", "#!", 04755)
                .text("plain", "")
                .emptyFolder("empty/é")
                .symlink("loop", ".")
                .symlink("dangling", "/no/" + "w".repeat(300)));
        SentTar sent = SentTar.of(files);

        assertThat(sent.lines())
                .containsExactly(
                        "2 dangling 777 /no/" + "w".repeat(300),
                        "5 empty/é/ 755",
                        "2 loop 777 .",
                        "0 plain 644",
                        "0 run 4755");
        assertThat(sent.entries()).allSatisfy(entry -> {
            assertThat(entry.seconds()).isEqualTo(1);
            assertThat(entry.header().getLongUserId()).isZero();
            assertThat(entry.header().getLongGroupId()).isZero();
            assertThat(entry.header().getUserName()).isEmpty();
            assertThat(entry.header().getGroupName()).isEmpty();
        });
        assertThat(SentTar.of(files).bytes()).isEqualTo(sent.bytes());
    }

    @Test
    void afterTheEndThereIsNothingAndAfterCloseNoMore() throws IOException {
        TarSource source = new TarSource(FileSet.EMPTY);
        assertThat(source.next()).isNotNull();
        assertThat(source.next()).isNull();
        assertThat(source.next()).isNull();
        source.close();
        source.close();
        assertThatIOException().isThrownBy(source::next).withMessageContaining("closed");
    }

    @Test
    void aChunkBelongsToTheCaller() throws IOException {
        byte[] content = SentTar.content(150_000);
        try (TarSource source = new TarSource(FileSet.of(set -> set.bytes("a", content)))) {
            ByteBuffer first = source.next();
            ByteBuffer second = source.next();
            assertThat(first).isNotNull();
            assertThat(second).isNotNull();
            ByteBuffer third = source.next();
            assertThat(third).as("all of it was in two").isNull();
            SentTar sent = SentTar.of(source, first.duplicate(), second.duplicate());
            assertThat(sent.entry("a").content()).isEqualTo(content);
        }
    }

    @Nested
    class OnDisk {
        @TempDir
        Path folder;

        @BeforeEach
        void posix() {
            assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
        }

        /** Lesson L38: as the docker CLI would send it, and {@code loop -> .} stays one entry. */
        @Test
        void aTreeArrivesAsItIs() throws IOException {
            write("b/run.sh", "#!", "rwxr-x--x");
            write("b/sub/x", "x", "r--------");
            write("a", "a", "rw-rw-rw-");
            write("b-c", "", "rw-r--r--");
            Files.createDirectory(folder.resolve("empty"));
            Files.setAttribute(folder.resolve("empty"), "unix:mode", 01777);
            Files.setAttribute(folder.resolve("b"), "unix:mode", 02750);
            Files.setAttribute(folder.resolve("b/sub"), "unix:mode", 0700);
            Files.setAttribute(folder.resolve("a"), "unix:mode", 06755);
            Files.createSymbolicLink(folder.resolve("loop"), Path.of("."));
            Files.createSymbolicLink(folder.resolve("dangling"), Path.of("../no where"));
            Files.createSymbolicLink(folder.resolve("to-folder"), folder.resolve("b"));

            assertThat(SentTar.of(FileSet.of(set -> set.folder("", folder))).lines())
                    .containsExactly(
                            "0 a 6755",
                            "5 b/ 2750",
                            "0 b/run.sh 751",
                            "5 b/sub/ 700",
                            "0 b/sub/x 400",
                            "0 b-c 644",
                            "2 dangling 777 ../no where",
                            "5 empty/ 1777",
                            "2 loop 777 .",
                            "2 to-folder 777 " + folder.resolve("b"));
        }

        @Test
        void aNamedFolderBringsItselfAlong() throws IOException {
            write("x", "1", "rw-r--r--");
            Files.setAttribute(folder, "unix:mode", 0751);

            assertThat(SentTar.of(FileSet.of(set -> set.folder("etc/app", folder)))
                            .lines())
                    .containsExactly("5 etc/app/ 751", "0 etc/app/x 644");
        }

        /** Lesson L38. */
        @Test
        void furtherHardLinksAreSentAsLinksToTheFirst() throws IOException {
            write("m/first", "content", "rw-r--r--");
            Files.createLink(folder.resolve("second"), folder.resolve("m/first"));
            Files.createLink(folder.resolve("a"), folder.resolve("m/first"));

            SentTar sent = SentTar.of(FileSet.of(set -> set.folder("in", folder)));

            assertThat(sent.names()).containsExactly("in/", "in/a", "in/m/", "in/m/first", "in/second");
            assertThat(sent.entry("in/a").text()).isEqualTo("content");
            assertThat(sent.entry("in/m/first").line()).isEqualTo("1 in/m/first 644 in/a");
            assertThat(sent.entry("in/second").line()).isEqualTo("1 in/second 644 in/a");
            assertThat(sent.entry("in/second").header().getSize()).isZero();
        }

        @Test
        void timesAreWholeSecondsAndMayLieBefore1970() throws IOException {
            write("new", "", "rw-r--r--");
            write("old", "", "rw-r--r--");
            Files.setLastModifiedTime(folder.resolve("new"), FileTime.from(1_700_000_000_999L, TimeUnit.MILLISECONDS));
            Files.setLastModifiedTime(folder.resolve("old"), FileTime.from(-100_000, TimeUnit.SECONDS));

            SentTar sent = SentTar.of(FileSet.of(set -> set.folder("", folder)));

            assertThat(sent.entry("new").header().getLastModifiedTime())
                    .isEqualTo(FileTime.from(1_700_000_000L, TimeUnit.SECONDS));
            assertThat(sent.entry("old").seconds()).isEqualTo(-100_000);
        }

        /** Lesson L37. */
        @Test
        void longAndForeignNamesOnDiskArrive() throws IOException {
            assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names are UTF-8");
            String deep = "çà/" + "ü".repeat(120) + "/" + "n".repeat(255) + "/⚓-\uD83D\uDEA2";
            write(deep, "ahoy", "rw-r--r--");

            assertThat(SentTar.of(FileSet.of(set -> set.folder(".", folder)))
                            .entry(deep)
                            .text())
                    .isEqualTo("ahoy");
        }

        @Test
        void anEntryOfItsOwnStandsForWhatTheFolderHasThere() throws IOException {
            write("Dockerfile", "disk", "rw-r--r--");
            write("lib/deep/x", "disk", "rw-r--r--");
            write("lib/y", "disk", "rw-r--r--");

            SentTar sent = SentTar.of(FileSet.of(set -> set.folder("", folder)
                    .text("Dockerfile", "mine")
                    .emptyFolder("lib/deep")
                    .text("lib/z", "mine")));

            assertThat(sent.names()).containsExactly("lib/", "lib/y", "Dockerfile", "lib/deep/", "lib/z");
            assertThat(sent.entry("Dockerfile").text()).isEqualTo("mine");
        }

        @Test
        void nothingIsSentBelowALinkOnDisk() throws IOException {
            Files.createSymbolicLink(folder.resolve("etc"), Path.of("elsewhere"));
            FileSet files = FileSet.of(set -> set.folder("", folder).text("etc/passwd", "root::0:0"));

            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(files))
                    .withMessageContaining("'etc/passwd'")
                    .withMessageContaining(folder.resolve("etc").toString());
        }

        @Test
        void aFileMayBeNamedByALinkAndAFolderToo() throws IOException {
            write("real/app.jar", "jar", "rw-r-----");
            Files.createSymbolicLink(folder.resolve("latest.jar"), Path.of("real/app.jar"));
            Files.createSymbolicLink(folder.resolve("current"), Path.of("real"));

            SentTar sent = SentTar.of(FileSet.of(
                    set -> set.file("app.jar", folder.resolve("latest.jar")).folder("lib", folder.resolve("current"))));

            assertThat(sent.names()).containsExactly("app.jar", "lib/", "lib/app.jar");
            assertThat(sent.entry("app.jar").line()).isEqualTo("0 app.jar 640");
        }

        @Test
        void socketsAreLeftOut() throws IOException {
            try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
                write("t", "", "rw-r--r--");

                assertThat(SentTar.of(FileSet.of(set -> set.folder("", folder))).names())
                        .containsExactly("t");
            }
        }

        @Test
        void aFolderOrDeviceIsNoFile() {
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(FileSet.of(set -> set.file("a", folder))))
                    .withMessage("'" + folder + "' is no regular file");
            assumeTrue(Files.exists(Path.of("/dev/null")));
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(FileSet.of(set -> set.file("a", Path.of("/dev/null")))))
                    .withMessage("'/dev/null' is no regular file");
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(FileSet.of(set -> set.folder("a", Path.of("/dev/null")))))
                    .withMessage("'/dev/null' is no folder");
        }

        @Test
        void aMissingFileIsNamed() {
            Path missing = folder.resolve("missing");
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(FileSet.of(set -> set.file("a", missing))))
                    .withMessageContaining("'" + missing + "' does not exist");
            assertThatIOException()
                    .isThrownBy(() -> SentTar.of(FileSet.of(set -> set.folder("", missing))))
                    .withMessageContaining("'" + missing + "' does not exist");
        }

        /** Lesson L37: only the first chunk of nine gibibytes is asked for. */
        @Test
        void aFileOfNineGibibytesIsAnnouncedInFullAndReleasedByClose() throws IOException {
            Path huge = folder.resolve("huge");
            long size = 9L << 30;
            try (SeekableByteChannel channel = Files.newByteChannel(
                    huge, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
                channel.position(size - 1).write(ByteBuffer.wrap(new byte[] {1}));
            }
            TarSource source = new TarSource(FileSet.of(set -> set.file("huge", huge)));
            ByteBuffer first = source.next();
            assertThat(first).isNotNull();

            assertThat(SentTar.isOpen(huge)).isTrue();
            source.close();
            assertThat(SentTar.isOpen(huge)).isFalse();
            byte[] head = new byte[first.remaining()];
            first.get(head);
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(head))) {
                assertThat(tar.getNextEntry().getSize()).isEqualTo(size);
            }
        }

        /** Their content goes another way than that of small ones. */
        @Test
        void largeFilesArriveWholeBetweenSmallOnes() throws IOException {
            int[] sizes = {5, 1 << 20, (1 << 20) - 1, (1 << 20) + 1, 0, 3_000_000, 3 << 20, 512, (3 << 20) + 511, 7};
            for (int i = 0; i < sizes.length; i++) {
                Files.write(folder.resolve("f" + i), SentTar.content(sizes[i]));
            }
            Files.write(folder.resolve("ü".repeat(120)), SentTar.content(2_000_000));
            SentTar sent = SentTar.of(FileSet.of(set -> set.folder("", folder)));

            for (int i = 0; i < sizes.length; i++) {
                assertThat(sent.entry("f" + i).content()).isEqualTo(SentTar.content(sizes[i]));
            }
            assertThat(sent.entry("ü".repeat(120)).content()).isEqualTo(SentTar.content(2_000_000));
            assertThat(sent.chunks()).allMatch(size -> size > 0 && size <= SpareBuffers.SIZE);
            assertThat(sent.bytes().length % 512).isZero();
        }

        /** Lesson L37: a folder is listed when it is its turn, not before. */
        @Test
        void theWalkIsLazy() throws IOException {
            Files.write(folder.resolve("a"), SentTar.content(2_000_000));
            Files.createDirectory(folder.resolve("z"));
            try (TarSource source = new TarSource(FileSet.of(set -> set.folder("", folder)))) {
                ByteBuffer first = source.next();
                assertThat(first).isNotNull();
                write("z/late", "", "rw-r--r--");

                assertThat(SentTar.of(source, first).names()).containsExactly("a", "z/", "z/late");
            }
        }

        /** As on Windows: without modes all is executable, as the docker CLI has it. */
        @Test
        void aFileSystemWithoutModesIsReadToo() throws IOException {
            Path zip = folder.resolve("x.zip");
            try (FileSystem fileSystem = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
                Path inside = Files.createDirectory(fileSystem.getPath("/d"));
                Files.writeString(inside.resolve("f"), "zipped");

                SentTar sent = SentTar.of(FileSet.of(set -> set.folder("in", inside)));
                assertThat(sent.lines()).containsExactly("5 in/ 755", "0 in/f 755");
                assertThat(sent.entry("in/f").text()).isEqualTo("zipped");
            }
        }

        private void write(String name, String content, String permissions) throws IOException {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }
}

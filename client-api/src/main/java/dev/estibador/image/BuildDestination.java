package dev.estibador.image;

import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where BuildKit's result comes to on this side, instead of into the engine's images. It comes by a session, which is opened
 * and closed with the build. The build has ended well only when all of it has arrived.
 */
public sealed interface BuildDestination {
    /** The files of the last stage, written below a folder that is made if need be, with their modes and times. */
    static BuildDestination folder(Path folder) {
        return new Folder(folder);
    }

    /** One file in that format. An existing one is replaced; one that could not be written whole is removed. */
    static BuildDestination file(Path file, Format format) {
        return new File(file, format);
    }

    /** Bytes in that format. The stream is written to on the executor, which it may block, and stays open. */
    static BuildDestination stream(OutputStream stream, Format format) {
        return new Stream(stream, format);
    }

    /** What the result is made into. Engines without containerd's image store know {@link #TAR} only. */
    enum Format {
        /** The files of the last stage as a tar. */
        TAR("tar"),
        /** A tar with the image in the layout of the Open Container Initiative. */
        OCI("oci"),
        /** A tar with the image as {@link Images#load} takes it. */
        DOCKER("docker");

        private final String exporter;

        Format(String exporter) {
            this.exporter = exporter;
        }

        /** BuildKit's name for it. */
        public String exporter() {
            return exporter;
        }
    }

    /** The files come as a tar, which is unpacked here. */
    default Format format() {
        return Format.TAR;
    }

    record Folder(Path folder) implements BuildDestination {}

    record File(Path file, Format format) implements BuildDestination {}

    record Stream(OutputStream stream, Format format) implements BuildDestination {}
}

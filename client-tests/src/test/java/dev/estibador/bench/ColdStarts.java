package dev.estibador.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A contender started again and again in a fresh JVM with no flags, with only its own jars on the class path: as it comes
 * ({@code wall}), without Netty's JFR events ({@code nojfr}), and with an archive of its classes besides ({@code cds}).
 */
final class ColdStarts implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final String NO_JFR = "-Dio.netty.jfr.enabled=false";
    private static final Map<String, Pattern> JARS = Map.of(
            "raw", Pattern.compile("jackson-.*"),
            "ours", Pattern.compile("client-(api|netty)-.*|jackson-.*|netty-.*|junixsocket-.*|slf4j-api-.*|commons-.*"),
            "httpclient5", dockerJava("httpclient5"),
            "zerodep", dockerJava("zerodep"));

    private final Path folder;
    private final Path socket;
    private final Map<String, String> classPaths = new HashMap<>();

    ColdStarts(Path socket) throws IOException {
        this.socket = socket;
        folder = Files.createTempDirectory("estibador-start");
    }

    private static Pattern dockerJava(String transport) {
        return Pattern.compile(
                "docker-java-(api|core|transport|transport-" + transport + ")-\\d.*|jackson-.*|guava-.*"
                        + "|failureaccess-.*|commons-.*|bc.*|slf4j-api-.*|jcl-over-slf4j-.*|jna-.*|httpclient5-.*|httpcore5-.*");
    }

    /** Makes the class path and the archive of a contender. */
    void prepare(String contender, String wholeClassPath) throws IOException {
        Path jar = folder.resolve("bench.jar");
        if (!Files.exists(jar)) {
            pack(jar);
        }
        String jars = Stream.of(wholeClassPath.split(File.pathSeparator, -1))
                .filter(entry -> JARS.get(contender)
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
        classPaths.put(contender, jar + File.pathSeparator + jars);
        start(contender, NO_JFR, "-XX:ArchiveClassesAtExit=" + archive(contender));
    }

    private Path archive(String contender) {
        return folder.resolve(contender + ".jsa");
    }

    /** A jar of this package, for a JVM archives no classes out of folders. */
    private static void pack(Path jar) throws IOException {
        Path classes;
        try {
            classes = Path.of(ColdStarts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        Path own = classes.resolve(ColdStarts.class.getPackageName().replace('.', '/'));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.list(own)) {
            for (Path each : all.toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }

    /** One start of each kind, in seconds. */
    Map<String, Double> round(String contender) throws IOException {
        Map<String, Double> values = new HashMap<>();
        values.put("wall", start(contender));
        values.put("nojfr", start(contender, NO_JFR));
        values.put("cds", start(contender, NO_JFR, "-XX:SharedArchiveFile=" + archive(contender)));
        return values;
    }

    private double start(String contender, String... flags) throws IOException {
        List<String> command =
                Child.command(List.of(flags), classPaths.get(contender), ColdStart.class, contender, socket.toString());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(contender + " did not start: " + Files.readString(folder.resolve("errors")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(all::add);
        }
        all.add(folder);
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

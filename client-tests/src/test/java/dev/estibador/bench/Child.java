package dev.estibador.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that the bench has started: it is spoken to by lines, and ends when its standard input is closed, so that it does
 * not outlive the bench. What it has to complain of goes to the bench's own standard error.
 */
final class Child implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 10;
    private static final String GONE = "gone";

    private final Process process;
    private final PrintStream to;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    Child(List<String> flags, String classPath, Class<?> main, String... args) throws IOException {
        process = new ProcessBuilder(command(flags, classPath, main, args))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        EngineDouble.daemon("listen", this::listen);
        String first = next(START_SECONDS);
        if (!first.equals("ready")) {
            close();
            throw new IOException(main.getSimpleName() + " did not start: " + first);
        }
    }

    static List<String> command(List<String> flags, String classPath, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private void listen() {
        try (BufferedReader from =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            from.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            // the process has ended
        }
        said.add(GONE);
    }

    private String next(int seconds) {
        try {
            String line = said.poll(seconds, TimeUnit.SECONDS);
            return line == null ? "nothing in " + seconds + " s" : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GONE;
        }
    }

    /** Has it do a task, and gives the values that it measured. */
    Map<String, Double> run(String task, int seconds) throws IOException {
        to.println(task);
        String answer = next(seconds);
        if (!answer.startsWith("ok")) {
            throw new IOException(task + ": " + answer);
        }
        Map<String, Double> values = new HashMap<>();
        for (String pair : List.of(answer.split(" ", -1))) {
            int at = pair.indexOf('=');
            if (at > 0) {
                values.put(pair.substring(0, at), Double.valueOf(pair.substring(at + 1)));
            }
        }
        return values;
    }

    @Override
    public void close() {
        to.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

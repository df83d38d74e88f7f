package dev.estibador.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program on a terminal of its own, 24 by 80, and a person before it who types and reads. The terminal is made by
 * util-linux's {@code script}. After the program comes a line that tells its exit code, and whether the terminal is as it
 * was before it.
 */
final class Pty implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String WRAPPER = """
            stty rows 24 cols 80
            before=$(stty -g)
            echo "terminal=$(tty) "
            %s
            code=$?
            [ "$(stty -g)" = "$before" ] && echo "restored, code=$code." || echo "left changed from $before to $(stty -g), code=$code."
            """;

    private final Process script;
    private final StringBuilder screen = new StringBuilder();
    private final String terminal;
    private int read;

    /** @param folder for a file of its own */
    Pty(Path folder, String engine, List<String> command) throws IOException, InterruptedException {
        String quoted = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        Path wrapper = Files.writeString(folder.resolve("wrapper.sh"), WRAPPER.formatted(quoted));
        ProcessBuilder builder = new ProcessBuilder("script", "-q", "-f", "-c", "sh " + wrapper, "/dev/null");
        builder.environment().put("DOCKER_HOST", engine);
        builder.environment().put("TERM", "xterm");
        script = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::watch, "pty");
        reader.setDaemon(true);
        reader.start();
        expect("terminal=");
        terminal = expect(" ").strip();
    }

    private void watch() {
        byte[] bytes = new byte[1 << 12];
        try (InputStream output = script.getInputStream()) {
            for (int n = output.read(bytes); n >= 0; n = output.read(bytes)) {
                synchronized (screen) {
                    screen.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
                    screen.notifyAll();
                }
            }
        } catch (IOException e) {
            // closed by the test's end
        }
    }

    /** Waits for the text on the screen, behind what was waited for before; gives what is between. */
    String expect(String text) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        synchronized (screen) {
            int at = screen.indexOf(text, read);
            while (at < 0) {
                long left = end - System.nanoTime();
                assertThat(left)
                        .as("waiting for \"%s\", but the screen shows: %s", text, screen)
                        .isPositive();
                TimeUnit.NANOSECONDS.timedWait(screen, left);
                at = screen.indexOf(text, read);
            }
            String between = screen.substring(read, at);
            read = at + text.length();
            return between;
        }
    }

    void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    void resize(int rows, int columns) throws IOException, InterruptedException {
        Process stty = new ProcessBuilder("stty", "-F", terminal, "rows", "" + rows, "cols", "" + columns).start();
        assertThat(stty.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stty.exitValue()).isZero();
    }

    /** Asks the program of that name to end, as {@code kill} does. */
    void terminate(String name) {
        assertThat(script.descendants()
                        .filter(process -> process.info().command().orElse("").endsWith(name))
                        .filter(ProcessHandle::destroy))
                .hasSize(1);
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}

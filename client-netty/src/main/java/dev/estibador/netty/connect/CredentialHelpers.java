package dev.estibador.netty.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.error.CredentialsException;
import dev.estibador.error.InterruptedCallException;
import dev.estibador.netty.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The programs {@code docker-credential-NAME} that keep credentials for the docker CLI: they are given an address on their
 * input, and answer in JSON on their output.
 *
 * <p>The thread that asks does all by itself, looking at both outputs now and then. So no thread is needed that waits for the
 * end of an output; a child of the helper, such as the agent that keeps its keys, may hold it open for ever. What such a
 * helper leaves behind is its own affair, unless it does not come to its end itself.
 */
final class CredentialHelpers implements AutoCloseable {
    static final boolean WINDOWS = File.separatorChar == '\\';

    private static final String NOT_FOUND = "credentials not found in native keychain";
    private static final String PREFIX = "docker-credential-";
    private static final int MOST_ANSWER = 1 << 20;
    private static final int MOST_WORDS = 1000;
    private static final long TICK_MILLIS = 10;

    /** For all clients: the stores of some systems hang when two ask at a time. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Map<String, String> environment;
    private final Duration limit;
    private volatile boolean closed;

    CredentialHelpers(Map<String, String> environment, Duration limit) {
        this.environment = environment;
        this.limit = limit;
    }

    /** What a helper keeps for an address. */
    record Kept(
            @JsonProperty("Username") @Nullable String user,
            @JsonProperty("Secret") @Nullable String secret) {
        @Override
        public String toString() {
            return "Kept[" + user + "]";
        }
    }

    /** The helper that the CLI takes where nothing is configured: that of the system's own store, if it is installed. */
    @Nullable
    String ofSystem() {
        String name;
        if (WINDOWS) {
            name = "wincred";
        } else if (System.getProperty("os.name", "").startsWith("Mac")) {
            name = "osxkeychain";
        } else {
            name = program("pass") == null ? "secretservice" : "pass";
        }
        return program(PREFIX + name) == null ? null : name;
    }

    /** A program that is found by its name; relative folders do not count, as who runs in them may be anybody. */
    private @Nullable Path program(String name) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, WINDOWS ? name + ".exe" : name);
            if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    /** What the helper of that name keeps under the address; null for nothing. */
    @Nullable
    Kept get(String registry, String name, String address) {
        Path program = name.matches("[\\w.-]+") ? program(PREFIX + name) : null;
        if (program == null) {
            throw new CredentialsException(
                    registry,
                    "config.json names the credential helper \"" + name + "\", but there is no program " + PREFIX + name
                            + " on the PATH; install it, or log in again without it",
                    null);
        }
        try {
            ONE_AT_A_TIME.lockInterruptibly();
            try {
                return ask(registry, program, address);
            } finally {
                ONE_AT_A_TIME.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        } catch (IOException e) {
            throw new CredentialsException(registry, program + " cannot be run: " + e.getMessage(), e);
        }
    }

    private @Nullable Kept ask(String registry, Path program, String address) throws IOException, InterruptedException {
        if (closed) {
            throw new CredentialsException(registry, "the client was closed", null);
        }
        ProcessBuilder command = new ProcessBuilder(program.toString(), "get");
        command.environment().clear();
        command.environment().putAll(environment);
        Process process = command.start();
        Output answer = new Output(process.getInputStream(), MOST_ANSWER);
        Output words = new Output(process.getErrorStream(), MOST_WORDS);
        try {
            tell(process, address);
            String problem = await(process, answer, words);
            if (problem == null && process.exitValue() == 0) {
                return Json.document(answer.bytes(), Kept.class, false);
            }
            if (problem == null && answer.text().equals(NOT_FOUND)) {
                return null;
            }
            String failure = problem == null ? failure(process.exitValue(), answer) : problem;
            throw new CredentialsException(registry, program + failure + said(words), null);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(registry, program + " answered " + e.getMessage() + said(words), e);
        } finally {
            end(process);
        }
    }

    private static void tell(Process process, String address) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(address.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a helper need not read to the end; what counts is how it ends itself
        }
    }

    /** Waits until the helper has ended and its outputs are read; what kept it from that, if anything did. */
    private @Nullable String await(Process process, Output answer, Output words)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean ended;
        do {
            ended = process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS);
            answer.take();
            words.take();
            if (answer.isTooLong()) {
                return " answered more than " + MOST_ANSWER + " bytes, which is no secret";
            }
            if (closed) {
                return " was ended, since the client was closed";
            }
            if (!ended && System.nanoTime() - start > limit.toNanos()) {
                return " did not answer within " + limit + " and was ended";
            }
        } while (!ended);
        while (answer.take() && !answer.isTooLong()) {
            // an output holds more than is taken at once
        }
        return null;
    }

    /** Helpers say on their output what went wrong; but what looks like an answer may hold a secret. */
    private static String failure(int status, Output answer) {
        String said = answer.text();
        return " ended with status " + status + (said.isEmpty() || said.startsWith("{") ? "" : ": " + printable(said));
    }

    private static String said(Output words) {
        return words.text().isEmpty() ? "" : "; it said: " + printable(words.text());
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + ".." : line;
    }

    /** Ends the helper and all that it has started, if it runs. */
    private static void end(Process process) throws IOException {
        if (process.isAlive()) {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        process.getInputStream().close();
        process.getErrorStream().close();
    }

    /** The helper that runs, if one does, is ended at the next look at its outputs. */
    @Override
    public void close() {
        closed = true;
    }
}

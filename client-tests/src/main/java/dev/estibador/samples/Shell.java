package dev.estibador.samples;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.container.ContainerExit;
import dev.estibador.error.DockerException;
import dev.estibador.stream.AttachSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A terminal into a container: {@code Shell CONTAINER [COMMAND..]} runs a command there ({@code sh} if none is given), and
 * {@code Shell --attach CONTAINER} joins the terminal of the container itself. Every key goes to the process, Ctrl-C too;
 * the keys of {@code --detach-keys} (ctrl-p,ctrl-q) leave it running. The exit code is the process's own: 0 after leaving
 * it, 125 where there was none.
 */
public final class Shell {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int NO_PROCESS = 125;

    private final DockerClient docker;
    private final Terminal terminal;
    private final String container;

    private Shell(DockerClient docker, Terminal terminal, String container) {
        this.docker = docker;
        this.terminal = terminal;
        this.container = container;
    }

    /** What was asked for on the command line. */
    private record Wish(boolean attach, String detachKeys, List<String> words) {
        static Wish of(String... args) {
            List<String> words = new ArrayList<>(List.of(args));
            boolean attach = false;
            String keys = "ctrl-p,ctrl-q";
            while (!words.isEmpty() && words.get(0).startsWith("--")) {
                String option = words.remove(0);
                if (option.equals("--attach")) {
                    attach = true;
                } else if (option.equals("--detach-keys") && !words.isEmpty()) {
                    keys = words.remove(0);
                } else {
                    return new Wish(false, keys, List.of());
                }
            }
            return new Wish(attach, keys, words);
        }
    }

    public static void main(String[] args) {
        Wish wish = Wish.of(args);
        if (wish.words().isEmpty() || (wish.attach() && wish.words().size() > 1)) {
            System.err.println("usage: Shell [--attach] [--detach-keys KEYS] CONTAINER [COMMAND..]");
            System.exit(NO_PROCESS);
        }
        int code;
        try (Terminal terminal = terminal();
                DockerClient docker = DockerClient.open()) {
            code = new Shell(docker, terminal, wish.words().get(0)).run(wish);
        } catch (DockerException
                | IOException
                | UncheckedIOException
                | IllegalArgumentException
                | IllegalStateException e) {
            System.err.println(e.getMessage());
            code = NO_PROCESS;
        }
        // a read of the terminal still waits for a key
        System.exit(code);
    }

    /** By {@code stty}: JLine's library of its own puts a terminal back without its speed. */
    private static Terminal terminal() throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .provider("exec")
                .dumb(false)
                .nativeSignals(true)
                .build();
    }

    private int run(Wish wish) {
        String id = await(docker.containers().inspect(container), LIMIT).id();
        return wish.attach() ? attach(id, wish) : exec(id, wish);
    }

    private int exec(String id, Wish wish) {
        List<String> command = wish.words().subList(1, wish.words().size());
        String exec = await(
                        docker.execs().create(id, e -> e.cmd(command.isEmpty() ? List.of("sh") : command)
                                .env("TERM=" + terminal.getType())
                                .tty(true)
                                .attachStdin(true)
                                .attachStdout(true)
                                .attachStderr(true)
                                .detachKeys(wish.detachKeys())),
                        LIMIT)
                .id();
        return converse(wish.detachKeys(), () -> docker.execs().attach(exec, o -> o.tty(true)), () -> docker.execs()
                .awaitEnd(exec)
                .thenApply(end -> Objects.requireNonNull(end.exitCode())));
    }

    private int attach(String id, Wish wish) {
        CompletableFuture<ContainerExit> exit =
                docker.containers().awaitExit(id).exit();
        return converse(
                wish.detachKeys(),
                () -> docker.containers().attach(id, a -> a.stdin(true).detachKeys(wish.detachKeys())),
                () -> exit.thenApply(ContainerExit::statusCode));
    }

    /** Joins the process, and lets terminal and process talk until one of them ends it. */
    private int converse(
            String detachKeys,
            Supplier<CompletableFuture<AttachSession>> joining,
            Supplier<CompletableFuture<Long>> exit) {
        DetachKeys keyboard = new DetachKeys(System.in, detachKeys);
        WritableByteChannel screen = Channels.newChannel(terminal.output());
        Attributes before = terminal.enterRawMode();
        try (AttachSession session = await(joining.get(), LIMIT)) {
            terminal.setAttributes(untouched(terminal.getAttributes()));
            terminal.handle(Terminal.Signal.WINCH, signal -> resize(session));
            resize(session);
            session.writeAll(keyboard);
            await(CompletableFuture.anyOf(
                    keyboard.typed(), session.output().forEach(frame -> show(screen, frame.bytes()))));
        } finally {
            terminal.setAttributes(before);
        }
        return keyboard.typed().isDone() ? 0 : await(exit.get()).intValue();
    }

    /** What raw mode still leaves to this side: signals of keys, and changes of what is shown. */
    private static Attributes untouched(Attributes raw) {
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        return raw;
    }

    private void show(WritableByteChannel screen, ByteBuffer bytes) {
        try {
            screen.write(bytes);
            terminal.output().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resize(AttachSession session) {
        Size size = terminal.getSize();
        session.resize(size.getRows(), size.getColumns());
    }
}

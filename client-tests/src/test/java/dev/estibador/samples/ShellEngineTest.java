package dev.estibador.samples;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.engine.OverUnix;
import dev.estibador.engine.Reach;
import dev.estibador.matrix.DefaultEngineOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample {@link Shell}, as a person at a terminal sees it. */
@DefaultEngineOnly("runs a sample as a program, which does what other tests do")
class ShellEngineTest extends OverUnix {
    private static final String PROMPT = "/ # ";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_P_CTRL_Q = "\u0010\u0011";

    @TempDir
    Path folder;

    private Pty shell(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Shell.class.getName()));
        command.addAll(List.of(arguments));
        return new Pty(folder, Reach.required("ESTIBADOR_ENGINE_UNIX"), command);
    }

    /** A running container whose own process is a shell on a terminal. */
    private String terminal() {
        String id = harbor.create(c -> c.tty(true).openStdin(true).cmd("sh"));
        await(harbor.docker.containers().start(id), LIMIT);
        return id;
    }

    private boolean running(String id) {
        return await(harbor.docker.containers().inspect(id), LIMIT).state().running();
    }

    @Test
    void aCommandHasATerminalAndItsExitCodeIsTheSamples() throws Exception {
        try (Pty pty = shell(terminal())) {
            pty.expect(PROMPT);
            pty.type("stty size\r");
            pty.expect("stty size\r\n24 80\r\n" + PROMPT);
            // the words are split, so that their echo does not look like the answer
            pty.type("until [ \"$(stty size)\" = '30 100' ]; do :; done; echo re''sized\r");
            pty.expect("sized\r\n");
            pty.resize(30, 100);
            pty.expect("resized\r\n" + PROMPT);
            pty.type("echo ünï | wc -c; exit 7\r");
            pty.expect("6\r\n");

            pty.expect("restored, code=7.");
        }
    }

    @Test
    void ctrlCGoesToTheProcess() throws Exception {
        try (Pty pty = shell(terminal(), "sh")) {
            pty.expect(PROMPT);
            pty.type("echo re''ady; cat\r");
            pty.expect("ready\r\n");
            pty.type("said twice\r");
            pty.expect("said twice\r\nsaid twice\r\n");
            pty.type(CTRL_C);
            pty.expect("^C\r\n" + PROMPT);
            pty.type("exit $?\r");

            pty.expect("restored, code=130.");
        }
    }

    @Test
    void theDetachKeysLeaveACommandRunning() throws Exception {
        String id = terminal();
        try (Pty pty = shell(id, "sh")) {
            pty.expect(PROMPT);
            pty.type(CTRL_P_CTRL_Q);

            pty.expect("restored, code=0.");
        }
        List<String> execs =
                await(harbor.docker.containers().inspect(id), LIMIT).execIds();
        assertThat(execs).hasSize(1);
        assertThat(await(harbor.docker.execs().inspect(execs.get(0)), LIMIT).running())
                .isTrue();
    }

    @Test
    void aContainersOwnTerminalIsJoined() throws Exception {
        String id = terminal();
        try (Pty pty = shell("--attach", id)) {
            pty.type("\r");
            pty.expect(PROMPT);
            pty.type("stty size; echo ${SHLVL}st; exit 5\r");
            pty.expect("24 80\r\n");

            pty.expect("restored, code=5.");
        }
        assertThat(running(id)).isFalse();
    }

    @Test
    void aContainersOwnTerminalIsLeftByOtherKeys() throws Exception {
        String id = terminal();
        try (Pty pty = shell("--detach-keys", "ctrl-x,x", "--attach", id)) {
            pty.type("\r");
            pty.expect(PROMPT);
            pty.type("\u0018x");

            pty.expect("restored, code=0.");
        }
        assertThat(running(id)).isTrue();
    }

    @Test
    void aFailureIsToldAndTheTerminalIsAsItWas() throws Exception {
        try (Pty pty = shell("no-such-container")) {
            pty.expect("no-such-container");

            pty.expect("restored, code=125.");
        }
    }

    @Test
    void aCommandThatCannotBeRunIsToldAndTheTerminalIsAsItWas() throws Exception {
        try (Pty pty = shell(terminal(), "/no/such/command")) {
            pty.expect("/no/such/command");

            pty.expect("restored, code=12");
        }
    }

    /** 143 is a shell's word for an end by SIGTERM. */
    @Test
    void theTerminalIsAsItWasEvenAfterAKill() throws Exception {
        try (Pty pty = shell(terminal())) {
            pty.expect(PROMPT);
            pty.terminate("java");

            pty.expect("restored, code=143.");
        }
    }
}

package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.CredentialsException;
import dev.estibador.error.InterruptedCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a helper can behave. L41. */
@Timeout(60)
class CredentialHelpersTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String ANSWER = "printf '{\"ServerURL\":\"s\",\"Username\":\"ann\",\"Secret\":\"hunter2\"}'\n";

    @TempDir
    Path folder;

    private CredentialHelpers helpers(Duration limit) {
        return new CredentialHelpers(Map.of("PATH", "relative:" + folder + ":/bin:/usr/bin", "MARK", "m 1"), limit);
    }

    private CredentialHelpers.Kept ask(String script) throws IOException {
        return ask(script, LONG);
    }

    private CredentialHelpers.Kept ask(String script, Duration limit) throws IOException {
        Path program = folder.resolve("docker-credential-it");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        try (CredentialHelpers helpers = helpers(limit)) {
            return helpers.get("registry.example", "it", "registry.example");
        }
    }

    private CredentialsException failureOf(String script, Duration limit) {
        List<CredentialsException> failure = new ArrayList<>();
        assertThatThrownBy(() -> ask(script, limit)).isInstanceOfSatisfying(CredentialsException.class, failure::add);
        CliCredentialsTest.tellsNoSecret(failure.get(0));
        return failure.get(0);
    }

    /** The processes that a script has written the numbers of. */
    private List<ProcessHandle> processes() throws IOException {
        return Files.readAllLines(folder.resolve("pids")).stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    private static void ended(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void isGivenTheAddressAndNothingElse() throws IOException {
        var kept = ask("printf '{\"Username\":\"%s\",\"Secret\":\"%s\"}' \"$*,$MARK\" \"$(cat)\"\n");
        assertThat(kept).isEqualTo(new CredentialHelpers.Kept("get,m 1", "registry.example"));
    }

    @Test
    void needNotReadItsInput() throws IOException {
        assertThat(ask("exec <&-\n" + ANSWER).secret()).isEqualTo("hunter2");
    }

    @Test
    void mayKnowNothingOfTheRegistry() throws IOException {
        assertThat(ask("echo 'credentials not found in native keychain'; exit 1\n"))
                .isNull();
    }

    @Test
    void mayTalkOnItsErrorsAsMuchAsItLikes() throws IOException {
        assertThat(ask("i=0; while [ $i -lt 3000 ]; do i=$((i+1));"
                                + " echo 'some fifty bytes of warnings that nobody reads .....' >&2; done\n" + ANSWER)
                        .user())
                .isEqualTo("ann");
    }

    @Test
    void anAnswerMayBeLong() throws IOException {
        assertThat(
                        ask("printf '{\"Username\":\"ann\",\"Secret\":\"'; head -c 300000 /dev/zero | tr '\\0' x; printf '\"}'")
                                .secret())
                .hasSize(300_000);
    }

    @Test
    void isTakenByItsWordIfItFails() {
        assertThat(failureOf("cat >/dev/null; echo 'the keychain\nis locked'; echo 'ask joe' >&2; exit 1\n", LONG))
                .hasMessageContaining("registry.example")
                .hasMessageContaining(
                        "docker-credential-it ended with status 1: the keychain is locked; it said: ask joe");
    }

    @Test
    void anAnswerOfOneThatFailsIsNotQuoted() {
        assertThat(failureOf(ANSWER + "exit 2\n", LONG))
                .hasMessageEndingWith("docker-credential-it ended with status 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"echo hunter2", "echo '{\"Username\":[\"hunter2\"]}'", "exit 0", "echo '{\"Secret\":\"hunter2'"})
    void garbageIsNotQuoted(String script) {
        assertThat(failureOf("echo 'ask joe' >&2\n" + script + "\n", LONG))
                .hasMessageContaining("docker-credential-it answered not the JSON")
                .hasMessageEndingWith("; it said: ask joe");
    }

    @Test
    void oneThatAnswersWithoutEndIsEnded() throws Exception {
        assertThat(failureOf("echo $$ >>" + folder + "/pids; exec yes hunter2\n", LONG))
                .hasMessageContaining("more than");
        ended(processes());
    }

    @Test
    void oneThatHangsIsEndedWithAllThatItHasStarted() throws Exception {
        assertThat(failureOf(
                        "sleep 600 & echo $! $$ | tr ' ' '\\n' >>" + folder
                                + "/pids; echo 'waiting for joe' >&2; wait\n",
                        SHORT))
                .hasMessageContaining("did not answer within PT2S")
                .hasMessageContaining("waiting for joe");
        ended(processes());
    }

    /** As the agent that keeps the keys of {@code pass} does. */
    @Test
    void aChildThatItLeavesBehindNeitherHoldsTheAnswerUpNorIsEnded() throws Exception {
        assertThat(ask("sleep 600 & echo $! >>" + folder + "/pids\n" + ANSWER).secret())
                .isEqualTo("hunter2");
        List<ProcessHandle> left = processes();
        assertThat(left).singleElement().satisfies(child -> {
            assertThat(child.isAlive()).isTrue();
            child.destroyForcibly();
        });
        ended(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "../it", "it; touch x", "", "$(it)"})
    void aProgramThatIsNotThereIsNamed(String name) {
        try (CredentialHelpers helpers = helpers(LONG)) {
            assertThatThrownBy(() -> helpers.get("registry.example", name, "registry.example"))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("\"" + name + "\"")
                    .hasMessageContaining("PATH");
        }
    }

    @Test
    void aFileThatIsNoProgramIsNamed() throws IOException {
        Path program = Files.write(folder.resolve("docker-credential-it"), new byte[] {0x7f, 'E', 'L', 'F', 0});
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        try (CredentialHelpers helpers = helpers(LONG)) {
            assertThatThrownBy(() -> helpers.get("registry.example", "it", "registry.example"))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("docker-credential-it");
        }
    }

    @Test
    void oneRunsAtATime() throws Exception {
        String alone = "mkdir " + folder + "/busy || { echo 'two at a time'; exit 1; }\n" + "cat >/dev/null\nrmdir "
                + folder + "/busy\n" + ANSWER;
        assertThat(ask(alone).user()).isEqualTo("ann");
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        try (CredentialHelpers helpers = helpers(LONG)) {
                            return helpers.get("registry.example", "it", "registry.example");
                        }
                    },
                    task -> new Thread(task).start()));
        }
        for (CompletableFuture<?> each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(new CredentialHelpers.Kept("ann", "hunter2"));
        }
    }

    @Test
    void closingEndsTheOneThatRuns() throws Exception {
        ask(ANSWER);
        Path ready = folder.resolve("pids");
        Files.writeString(folder.resolve("docker-credential-it"), "#!/bin/sh\necho $$ >" + ready + "\nsleep 600\n");
        CredentialHelpers helpers = helpers(LONG);
        CompletableFuture<?> asked =
                CompletableFuture.supplyAsync(() -> helpers.get("registry.example", "it", "registry.example"));
        while (!asked.isDone() && (!Files.exists(ready) || Files.size(ready) == 0)) {
            Thread.onSpinWait();
        }
        helpers.close();

        assertThatThrownBy(() -> asked.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("the client was closed");
        ended(processes());
        assertThatThrownBy(() -> helpers.get("registry.example", "it", "registry.example"))
                .hasMessageContaining("the client was closed");
    }

    /** L52. */
    @Test
    void anInterruptEndsItAndIsKept() throws Exception {
        ask(ANSWER);
        Path ready = folder.resolve("pids");
        Files.writeString(folder.resolve("docker-credential-it"), "#!/bin/sh\necho $$ >" + ready + "\nsleep 600\n");
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try (CredentialHelpers helpers = helpers(LONG)) {
                helpers.get("registry.example", "it", "registry.example");
                kept.complete(false);
            } catch (InterruptedCallException e) {
                kept.complete(Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                kept.completeExceptionally(e);
            }
        });
        asking.start();
        while (asking.isAlive() && (!Files.exists(ready) || Files.size(ready) == 0)) {
            Thread.onSpinWait();
        }
        asking.interrupt();

        assertThat(kept.get(20, TimeUnit.SECONDS)).isTrue();
        ended(processes());
    }

    @Test
    void theOneOfTheSystemIsOnlyThereIfItIsInstalled() {
        try (CredentialHelpers helpers = new CredentialHelpers(Map.of(), LONG)) {
            assertThat(helpers.ofSystem()).isNull();
        }
    }
}

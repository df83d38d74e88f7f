package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.estibador.DockerClient;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thread that waits throws names the line that waited. */
@Timeout(20)
class BlockingContractTest {
    private static ScriptedEngine engineWithoutContainers() throws IOException {
        return new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
            while (true) {
                c.head();
                c.say("HTTP/1.1 404 Not Found\r\nContent-Length: 22\r\n\r\n{\"message\":\"none\"}    ");
            }
        });
    }

    private static void theLineThatWaits(ThrowingCallable waiting) throws Throwable {
        waiting.call();
    }

    private static ThrowingCallable waiting(DockerClient docker, String how) {
        return switch (how) {
            case "await" -> () -> await(docker.containers().inspect("no"));
            case "await with a limit" -> () -> await(docker.containers().inspect("no"), Duration.ofSeconds(10));
            case "iterate" ->
                () -> docker.containers().logs("no").iterate().iterator().next();
            case "events" ->
                () -> docker.system()
                        .events(e -> e.resume(gap -> {}))
                        .iterate()
                        .iterator()
                        .next();
            case "input stream" ->
                () -> docker.containers()
                        .copyOut("no", "/")
                        .iterate()
                        .iterator()
                        .next();
            default -> throw new IllegalStateException(how);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"await", "await with a limit", "iterate", "events", "input stream"})
    void theStackTraceNamesTheLineThatWaits(String how) throws IOException {
        try (var engine = engineWithoutContainers();
                var docker = engine.client()) {
            Throwable thrown = catchThrowable(() -> theLineThatWaits(waiting(docker, how)));

            assertThat(thrown).isInstanceOf(NotFoundException.class).hasMessageContaining("none");
            assertThat(Stream.of(thrown.getStackTrace()).map(StackTraceElement::getMethodName))
                    .contains("theLineThatWaits");
            assertThat(((NotFoundException) thrown).status()).isEqualTo(404);
            assertThat(((DockerException) thrown).call()).startsWith("GET ");
        }
    }

    /** An exception of the user's is given as it is, and says among its suppressed ones where it was waited for. */
    @Test
    void anExceptionThatIsNotOursNamesTheLineThatWaited() throws IOException {
        IllegalStateException theirs = new IllegalStateException("on purpose");
        try (var engine = engineWithoutContainers();
                var docker = engine.client()) {
            CompletableFuture<?> call = docker.containers().inspect("no").handle((details, e) -> {
                throw theirs;
            });
            Throwable thrown = catchThrowable(() -> theLineThatWaits(() -> await(call)));
            for (int i = 0; i < 100; i++) {
                assertThat(catchThrowable(() -> await(call))).isSameAs(theirs);
            }

            assertThat(thrown).isSameAs(theirs);
            assertThat(Stream.of(theirs.getSuppressed()[0].getStackTrace()).map(StackTraceElement::getMethodName))
                    .contains("theLineThatWaits");
            assertThat(theirs.getSuppressed()).hasSizeLessThan(10);
        }
    }

    @Test
    void eachThreadThatWaitsSeesItsOwnLine() throws IOException {
        try (var engine = engineWithoutContainers();
                var docker = engine.client()) {
            CompletableFuture<?> call = docker.containers().inspect("no");
            Throwable one = catchThrowable(() -> await(call));
            Throwable other = catchThrowable(() -> theLineThatWaits(() -> await(call)));

            assertThat(one).isNotSameAs(other);
            assertThat(Arrays.toString(one.getStackTrace())).doesNotContain("theLineThatWaits(");
            assertThat(Arrays.toString(other.getStackTrace())).contains("theLineThatWaits(");
        }
    }
}

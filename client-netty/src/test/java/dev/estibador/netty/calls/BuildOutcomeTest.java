package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.error.BuildFailedException;
import dev.estibador.error.ConnectionException;
import dev.estibador.stream.BuildTrace;
import dev.estibador.stream.Progress;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildOutcomeTest {
    private static final Instant NOW = Instant.EPOCH;

    private final BuildOutcome outcome = new BuildOutcome(false, false, () -> null, () -> null);

    private void line(String text) {
        outcome.take(new Progress(null, text, null, null, null, null, null, null, null));
    }

    private void trace(List<BuildTrace.Vertex> vertices, List<BuildTrace.Log> logs) {
        outcome.take(new Progress(null, null, null, null, null, null, null, null, null)
                .tracing(new BuildTrace(vertices, List.of(), logs, List.of())));
    }

    private static BuildTrace.Vertex vertex(String name, boolean completed, String error) {
        return new BuildTrace.Vertex(name, List.of(), "step " + name, false, NOW, completed ? NOW : null, error);
    }

    private static BuildTrace.Log log(String vertex, String text) {
        return new BuildTrace.Log(
                vertex, NOW, StreamSource.STDERR, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private BuildFailedException failure(String words, Long code) {
        return (BuildFailedException) outcome.failure("POST /build", words, code);
    }

    @Test
    void theClassicBuilderFailsInTheStepThatItBeganLast() {
        line("Step 1/2 : FROM scratch\n");
        line("of the first\n");
        line("Step 2/2 : RUN false\n");
        line("of the second\n");
        var failed = failure("it returned a non-zero code: 7", 7L);

        assertThat(failed.step()).isEqualTo("Step 2/2 : RUN false");
        assertThat(failed.output()).isEqualTo("of the second");
        assertThat(failed.exitCode()).isEqualTo(7);
    }

    @Test
    void ofBuildKitsStepsTheOneThatTheErrorIsAboutHasFailed() {
        trace(List.of(vertex("a", false, ""), vertex("b", false, "")), List.of());
        trace(
                List.of(vertex("a", true, "did not complete: exit code: 3"), vertex("b", true, "context canceled")),
                List.of(log("a", "of a\n"), log("b", "of b\n")));
        var failed = failure("failed to solve: did not complete: exit code: 3", null);

        assertThat(failed.step()).isEqualTo("step a");
        assertThat(failed.output()).isEqualTo("of a");
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed).hasMessageContaining("step a").hasMessageContaining("of a");
    }

    @Test
    void onlyTheEndOfMuchOutputIsKept() {
        trace(List.of(vertex("a", false, "")), List.of());
        for (int i = 0; i < 100_000; i++) {
            trace(List.of(), List.of(log("a", "line " + i + "\n")));
        }
        trace(List.of(vertex("a", true, "broken")), List.of());
        assertThat(failure("broken", null).output()).endsWith("line 99999").hasSizeLessThan(10_000);
    }

    @Test
    void aFailureOfOurOwnIsTheReason() {
        var own = new ConnectionException("POST /build", "the disk is full", null);
        BuildOutcome failed = new BuildOutcome(false, false, () -> own, () -> own);
        assertThat(failed.failure("POST /build", "client failed", null)).isSameAs(own);
        failed.take(new Progress(null, "sha256:abc", null, null, null, null, null, Map.of("ID", "sha256:abc"), null));
        assertThat(failed.result()).isNotNull();
        assertThat(failed.missing("POST /build")).isSameAs(own);
    }
}

package dev.estibador.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.matrix.OnOneJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds all that we send and read against the engine's own specifications, in both directions and for each version: no
 * operation, parameter, header or property is missing, none is invented, and none is sent to an engine that is too old
 * for it. Every method of every group is called, with everything set and with each single thing set, and what it would
 * send is caught. L30.
 */
@OnOneJava("is about JSON, which no Java has its own way with")
class ConformanceTest {
    private static final Coverage COVERAGE = new Coverage();
    private static final KnownDeviations DEVIATIONS = new KnownDeviations();

    static List<ApiVersion> versions() {
        return FactTables.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void nothingIsMissing(ApiVersion version) {
        assertThat(String.join("\n", DEVIATIONS.unexplained(COVERAGE.missing(version))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void nothingIsInventedOrSentToAnEngineThatIsTooOld(ApiVersion version) {
        assertThat(String.join("\n", DEVIATIONS.unexplained(COVERAGE.invented(version))))
                .isEmpty();
    }

    @Test
    void everyValueFitsItsType() {
        assertThat(String.join("\n", DEVIATIONS.unexplained(COVERAGE.misfits())))
                .isEmpty();
    }

    /** A deviation that is none any more must go. */
    @Test
    void everyKnownDeviationIsOne() {
        Set<String> all = new TreeSet<>(COVERAGE.misfits());
        versions().forEach(version -> {
            all.addAll(COVERAGE.missing(version));
            all.addAll(COVERAGE.invented(version));
        });
        assertThat(DEVIATIONS.without(all)).isEmpty();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ESTIBADOR_SPECIFICATIONS", matches = ".+", disabledReason = "not at hand")
    void theTablesAreWhatTheSpecificationsSay() throws IOException {
        assertThat(FactTables.rows())
                .containsExactlyInAnyOrderElementsOf(
                        FactTables.rows(Path.of(System.getenv("ESTIBADOR_SPECIFICATIONS"))));
    }

    @AfterAll
    static void report() throws IOException {
        String json = "{\"operations\":%s,\"parameters\":%s,\"properties\":%s,\"deviations\":%d}"
                .formatted(
                        count(fact -> fact.indexOf(' ') == fact.lastIndexOf(' ')),
                        count(fact -> fact.contains(" query ") || fact.contains(" header ")),
                        count(fact -> fact.contains(" body ") || fact.contains(" reply ")),
                        DEVIATIONS.size());
        Files.writeString(Path.of("target", "conformance.json"), json + "\n");
        System.out.println("conformance: " + json);
    }

    private static String count(Predicate<String> kind) {
        Set<String> asked = COVERAGE.asked(DockerClient.MAX_API_VERSION).stream()
                .filter(kind)
                .collect(Collectors.toSet());
        int of = asked.size();
        Collection<String> missing = COVERAGE.missing(DockerClient.MAX_API_VERSION);
        missing.forEach(asked::remove);
        return "{\"covered\":%d,\"of\":%d}".formatted(asked.size(), of);
    }
}

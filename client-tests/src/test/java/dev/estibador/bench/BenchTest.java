package dev.estibador.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured does what it says: each contender gets all that the double sends. How fast is not asked here. */
class BenchTest {
    @TempDir
    private static Path folder;

    private static EngineDouble engine;

    @BeforeAll
    static void start() throws IOException {
        engine = new EngineDouble(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        engine.close();
        Files.delete(folder.resolve("engine"));
        Files.delete(folder.resolve("follow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "ours", "httpclient5", "zerodep", "IO_URING", "JUNIXSOCKET", "JDK"})
    void eachContenderDoesEachTaskWhole(String name) throws Exception {
        Path socket = folder.resolve("engine");
        try (Contender contender = ContenderMain.contender(name, socket);
                Folders folders = new Folders(folder.resolve(name))) {
            Tasks tasks = new Tasks(contender, socket);

            // the tasks themselves fail where something is missing
            assertThat(tasks.run("logs 100 30000")).containsEntry("bytes", 3_000_000.0);
            assertThat(tasks.run("logs 16384 100")).containsEntry("bytes", 1_638_400.0);
            assertThat(tasks.run("ping 10")).containsEntry("items", 10.0);
            assertThat(tasks.run("pings 100 8")).containsEntry("items", 100.0);
            assertThat(tasks.run("inspects 100 8")).containsEntry("items", 100.0);
            assertThat(tasks.run("list 2")).containsEntry("items", 2.0);
            assertThat(tasks.run("pull 20000")).containsEntry("items", 20_000.0);
            assertThat(tasks.run("cancel 3")).containsKey("p50");
            assertThat(tasks.run("echo 10")).containsKey("p50");
            assertThat(tasks.run("slow 1 100").get("consumed")).isPositive();
            assertThat(tasks.run(folders.task(20, 4_096))).containsEntry("bytes", 81_920.0);
        }
    }

    @Test
    void tarAndCurlSendAFolderWhole() throws Exception {
        Path socket = folder.resolve("engine");
        try (Folders folders = new Folders(folder.resolve("tar"))) {
            String task = folders.task(20, 4_096);
            TarAndCurl both = new TarAndCurl(socket);

            assertThat(both.run(task)).containsEntry("bytes", 81_920.0).containsKeys("wall", "cpu");
            assertThat(engine.built).as("of a tar").isGreaterThan(81_920 + 20 * 512);
            String more = task.replace(" 81920", " 819200");
            assertThatThrownBy(() -> both.run(more)).hasMessageContaining("bytes missing of 819200");
            String none = task.replace("20x4096", "none");
            assertThatThrownBy(() -> both.run(none))
                    .hasMessageContaining("they failed")
                    .hasMessageContaining("none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "ours", "zerodep"})
    void followsAreOpenedAndAllAreClosed(String name) throws Exception {
        Path socket = folder.resolve("follow");
        try (Contender contender = ContenderMain.contender(name, socket)) {
            assertThat(new Tasks(contender, socket).run("follows 20")).containsEntry("items", 20.0);
        }
        assertThat(engine.follows()).isZero();
    }

    @Test
    void theTableHasTheRatioToRawInTheSameRoundAndItsSpread() {
        Row row = new Row("speed", "MB/s", values -> values.get("speed"), Row.ratioAtLeast(0.5, 0.8));
        Workload workload =
                new Workload("w", (contender, quick, folders) -> "", Workload.RAW, List.of(), 0, false, List.of(row));
        Report report = new Report();

        report.add(
                workload,
                Map.of(
                        "raw", speeds(100, 200, 100),
                        "ours", speeds(60, 140, 90),
                        "zerodep", speeds(20, 40, 20),
                        "httpclient5", speeds(10, 20, 10)));

        assertThat(report.table())
                .contains("| speed | 100 MB/s | 90.0 MB/s | 20.0 MB/s (zerodep) | **0.70** (0.60–0.90) | 0.20 "
                        + "| ≥ 0.50× | ≥ 0.80× | pass |");
    }

    private static List<Map<String, Double>> speeds(double... values) {
        return Arrays.stream(values).mapToObj(value -> Map.of("speed", value)).toList();
    }
}

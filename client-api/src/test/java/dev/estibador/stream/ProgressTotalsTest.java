package dev.estibador.stream;

import static dev.estibador.stream.Traces.cached;
import static dev.estibador.stream.Traces.done;
import static dev.estibador.stream.Traces.failed;
import static dev.estibador.stream.Traces.part;
import static dev.estibador.stream.Traces.parts;
import static dev.estibador.stream.Traces.running;
import static dev.estibador.stream.Traces.steps;
import static dev.estibador.stream.Traces.traced;
import static dev.estibador.stream.Traces.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L42: progress adds up. */
class ProgressTotalsTest {
    private final ProgressTotals totals = new ProgressTotals();

    /** What an engine says of a layer without numbers. */
    static Progress layer(String id, String words) {
        return layer(id, words, null, null);
    }

    static Progress layer(String id, String words, @Nullable Long current, @Nullable Long total) {
        return new Progress(
                id, null, words, null, new Progress.Detail(current, total, null, null, null), null, null, null, null);
    }

    static Progress words(@Nullable String id, String words) {
        return new Progress(id, null, words, null, null, null, null, null, null);
    }

    static Progress output(String text) {
        return new Progress(null, text, null, null, null, null, null, null, null);
    }

    private void expect(long done, long all, long bytesDone, long bytes, int percent) {
        assertThat(totals.total()).isEqualTo(new ProgressTotal(done, all, bytesDone, bytes, percent));
    }

    @Test
    void aLayerThatIsPulledIsHalfDoneOnceItIsDownloaded() {
        totals.take(words("latest", "Pulling from acme/app"));
        expect(0, 0, 0, 0, 0);
        totals.take(layer("a", "Pulling fs layer"));
        totals.take(layer("a", "Waiting"));
        expect(0, 1, 0, 0, 0);
        totals.take(layer("a", "Downloading", 50L, 100L));
        expect(0, 1, 50, 100, 25);
        totals.take(layer("a", "Verifying Checksum"));
        totals.take(layer("a", "Download complete"));
        expect(0, 1, 100, 100, 50);
        totals.take(layer("a", "Extracting", 60L, 100L));
        expect(0, 1, 100, 100, 80);
        totals.take(layer("a", "Pull complete"));
        expect(1, 1, 100, 100, 99);
        totals.take(words(null, "Status: Downloaded newer image"));
        totals.ended(null);
        expect(1, 1, 100, 100, 100);
    }

    @Test
    void aLayerCountsByItsSizeAndByTheUsualOneAsLongAsThatIsUnknown() {
        totals.take(layer("a", "Preparing"));
        totals.take(layer("b", "Preparing"));
        totals.take(layer("a", "Pushing", 300L, 300L));
        expect(1, 2, 300, 300, 50);
        totals.take(layer("b", "Pushing", 0L, 100L));
        expect(1, 2, 300, 400, 75);
        totals.take(layer("b", "Pushing", 50L, 100L));
        expect(1, 2, 350, 400, 87);
    }

    @Test
    void aLayerThatIsThereAlreadyIsDoneAndWasNoWork() {
        totals.take(layer("a", "Already exists"));
        totals.take(layer("b", "Layer already exists"));
        totals.take(layer("c", "Mounted from acme/base"));
        totals.take(layer("d", "Preparing"));
        expect(3, 4, 0, 0, 0);
        totals.take(layer("d", "Pushing", 50L, 100L));
        expect(3, 4, 50, 100, 50);
    }

    @Test
    void aLayerThatIsLoadedHasNoWordForItsEndAndMayNotBeTheLast() {
        totals.take(layer("a", "Loading layer", 10L, 10L));
        expect(1, 1, 10, 10, 50);
        totals.take(layer("b", "Loading layer", 5L, 10L));
        expect(1, 2, 15, 20, 50);
        totals.take(layer("b", "Loading layer", 10L, 10L));
        expect(2, 2, 20, 20, 66);
    }

    @Test
    void aWordOfTomorrowCostsPrecisionOnly() {
        totals.take(layer("a", "Dreaming"));
        totals.take(layer("a", "Teleporting", 40L, 100L));
        expect(0, 1, 40, 100, 40);
        totals.take(layer("a", "Arrived"));
        totals.take(layer("a", "Unfolding", 50L, 100L));
        expect(0, 1, 40, 100, 45);
        totals.ended(null);
        expect(1, 1, 100, 100, 100);
    }

    @Test
    void aDownloadThatBeginsAgainDoesNotGoBack() {
        totals.take(layer("a", "Waiting"));
        totals.take(layer("a", "Downloading", 80L, 100L));
        totals.take(layer("a", "Downloading", 10L, 100L));
        expect(0, 1, 80, 100, 40);
    }

    @Test
    void moreThanAllIsAll() {
        totals.take(layer("a", "Preparing"));
        totals.take(layer("a", "Pushing", 301_568L, 300_000L));
        expect(1, 1, 300_000, 300_000, 99);
    }

    @Test
    void bytesWithoutATotalAreBytesAndNoShare() {
        totals.take(layer("a", "Pushing", 512L, 0L));
        expect(0, 1, 512, 512, 0);
        totals.take(new Progress(
                "b", null, "Extracting", null, new Progress.Detail(3L, 9L, null, null, "s"), null, null, null, null));
        expect(0, 2, 512, 512, 0);
    }

    @Test
    void aBuildHasStepsThatAreDoneWhenTheNextBegins() {
        totals.take(output("Step 1/4 : FROM scratch"));
        expect(0, 4, 0, 0, 0);
        totals.take(output("\n"));
        totals.take(output(" ---> 0123456789ab\nStep 9/9 of my own script\n"));
        totals.take(output("Step 3/4 : RUN x"));
        expect(2, 4, 0, 0, 50);
        totals.take(output("Step 4/4 : RUN y"));
        expect(3, 4, 0, 0, 75);
        totals.ended(null);
        expect(4, 4, 0, 0, 100);
    }

    @Test
    void aBuildByBuildKitHasStepsThatAreToldAgainAndPartsWithBytes() {
        totals.take(steps(done("i", "[internal] load build definition", 0, 1)));
        expect(1, 1, 0, 0, 5);
        totals.take(steps(waiting("a", "[build 1/2] FROM acme/base"), waiting("b", "[build 2/2] RUN make")));
        expect(1, 3, 0, 0, 25);
        totals.take(steps(running("a", "[build 1/2] FROM acme/base", 1)));
        totals.take(parts(part("a", "x", 50, 100, 1), part("a", "y", 25, 50, 1), part("a", "resolve", 0, 0, 1)));
        expect(1, 3, 75, 150, 37);
        totals.take(parts(part("a", "x", 100, 100, 1), part("unknown", "z", 7, 7, 1)));
        expect(1, 3, 125, 150, 45);
        totals.take(steps(done("a", "[build 1/2] FROM acme/base", 1, 2)));
        totals.take(steps(done("a", "[build 1/2] FROM acme/base", 1, 2)));
        expect(2, 3, 125, 150, 50);
        totals.take(steps(cached("b", "[build 2/2] RUN make")));
        expect(3, 3, 125, 150, 75);
        totals.take(steps(running("e", "exporting to image", 3)));
        expect(3, 4, 125, 150, 75);
        totals.ended(null);
        expect(4, 4, 150, 150, 100);
    }

    @Test
    void aStepThatBeginsAgainIsNotDoneAndTakesNothingBack() {
        totals.take(steps(waiting("b", "[2/2] RUN x"), done("a", "[1/2] FROM x", 0, 1)));
        expect(1, 2, 0, 0, 33);
        totals.take(steps(running("a", "[1/2] FROM x", 2)));
        expect(0, 2, 0, 0, 33);
    }

    @Test
    void aStepThatHasFailedIsNotDone() {
        totals.take(steps(failed("a", "[1/1] RUN x", 0, 1, "exit code: 1")));
        totals.ended(new IllegalStateException());
        expect(0, 1, 0, 0, 0);
    }

    @Test
    void whatHasFailedIsNotComplete() {
        totals.take(layer("a", "Waiting"));
        totals.take(layer("a", "Pushing", 100L, 100L));
        totals.ended(new IllegalStateException());
        expect(1, 1, 100, 100, 99);
    }

    @Property
    void percentNeverLeavesItsRangeNorGoesBack(@ForAll("messages") List<Progress> messages) {
        ProgressTotals any = new ProgressTotals();
        int percent = 0;
        for (Progress message : messages) {
            any.take(message);
            ProgressTotal total = any.total();
            assertThat(total.percent()).isBetween(percent, 99);
            assertThat(total.stepsDone()).isBetween(0L, total.steps());
            assertThat(total.bytesDone()).isBetween(0L, total.bytes());
            percent = total.percent();
        }
        any.ended(null);
        ProgressTotal end = any.total();
        assertThat(end).isEqualTo(new ProgressTotal(end.steps(), end.steps(), end.bytes(), end.bytes(), 100));
    }

    @Provide
    Arbitrary<List<Progress>> messages() {
        Arbitrary<String> words = Arbitraries.of(
                "Pulling fs layer",
                "Downloading",
                "Download complete",
                "Extracting",
                "Pull complete",
                "Already exists",
                "Pushing",
                "Pushed",
                "Loading layer",
                "Mounted from x",
                "Something new",
                "");
        Arbitrary<Long> numbers = Arbitraries.oneOf(
                        Arbitraries.longs().between(-1, 100), Arbitraries.longs(), Arbitraries.of(Long.MAX_VALUE))
                .injectNull(0.2);
        Arbitrary<Progress> layers = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        words,
                        numbers,
                        numbers,
                        Arbitraries.of("s").injectNull(0.9))
                .as((id, word, current, total, units) -> new Progress(
                        id,
                        null,
                        word,
                        null,
                        new Progress.Detail(current, total, null, null, units),
                        null,
                        null,
                        null,
                        null));
        Arbitrary<Progress> steps = Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 12))
                .as((step, all) -> output("Step " + step + "/" + all + " : RUN x"));
        Arbitrary<Progress> classic = Arbitraries.oneOf(layers, layers, layers.map(l -> words(l.id(), "x")), steps);
        return Arbitraries.oneOf(
                classic.list().ofMaxSize(60),
                traces().list().ofMaxSize(60),
                Arbitraries.oneOf(classic, traces()).list().ofMaxSize(60));
    }

    private static Arbitrary<Progress> traces() {
        Arbitrary<String> digests = Arbitraries.of("a", "b", "c", "d", "e");
        Arbitrary<Integer> times = Arbitraries.integers().between(0, 9).injectNull(0.5);
        Arbitrary<BuildTrace.Vertex> vertices = Combinators.combine(
                        digests,
                        Arbitraries.of("[internal] x", "[1/2] RUN x", "[a 2/2] COPY", "exporting", ""),
                        times,
                        times,
                        Arbitraries.of(true, false, false),
                        Arbitraries.of("", "", "", "exit code: 1"))
                .as(Traces::step);
        Arbitrary<Long> numbers =
                Arbitraries.oneOf(Arbitraries.longs().between(-1, 100), Arbitraries.longs(), Arbitraries.of(0L));
        Arbitrary<BuildTrace.Status> statuses = Combinators.combine(
                        digests,
                        Arbitraries.of("x", "y"),
                        numbers,
                        numbers,
                        Arbitraries.integers().between(0, 9))
                .as(Traces::part);
        return Combinators.combine(vertices.list().ofMaxSize(3), statuses.list().ofMaxSize(3))
                .as((v, s) -> traced(new BuildTrace(v, s, List.of(), List.of())));
    }
}

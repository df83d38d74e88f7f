package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.RegistryAuth;
import dev.estibador.image.BuilderVersion;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.stream.Progress;
import dev.estibador.stream.Progress.Detail;
import dev.estibador.stream.ProgressObserver;
import dev.estibador.stream.ProgressTotal;
import dev.estibador.stream.ProgressTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gigabyte in four layers goes to a registry with a login and comes back. L42. */
@Tag("small-heap")
@DefaultEngineOnly("moves gigabytes in a small heap, which does not depend on the engine")
@OnOneJava("is about bytes and files, which no Java has its own way with")
class LargeImageEngineTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int LAYERS = 4;
    private static final long LAYER = 256L << 20;

    private final String[] registry =
            Reach.required("ESTIBADOR_PRIVATE_REGISTRY").split(" ", 3);
    private final RegistryAuth user = RegistryAuth.of(registry[1], registry[2]);
    private final String image = registry[0] + "/estibador/" + UUID.randomUUID() + ":1";

    @BeforeAll
    static void theHeapIsSmall() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(64L << 20);
    }

    /** Keeps the messages, and the totals after each of them. */
    private static final class Course implements ProgressObserver {
        final List<Progress> messages = new ArrayList<>();
        final List<ProgressTotal> before = new ArrayList<>();
        final ProgressTotals totals = new ProgressTotals();

        @Override
        public void take(Progress message) {
            messages.add(message);
            totals.take(message);
            before.add(totals.total());
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            totals.ended(failure);
        }

        /** That it grew from nothing to the whole, which was reached by the messages and not by the end alone. */
        ProgressTotal addedUp() {
            ProgressTotal total = totals.total();
            assertThat(total.percent()).isEqualTo(100);
            assertThat(total.stepsDone()).isEqualTo(total.steps());
            assertThat(total.bytesDone()).isEqualTo(total.bytes());
            assertThat(before).extracting(ProgressTotal::percent).isSorted();
            assertThat(before).extracting(ProgressTotal::bytesDone).isSorted();
            ProgressTotal last = before.get(before.size() - 1);
            assertThat(last)
                    .isEqualTo(new ProgressTotal(total.steps(), total.steps(), total.bytes(), total.bytes(), 99));
            assertThat(before.stream().map(ProgressTotal::percent).distinct())
                    .as("that it moved")
                    .hasSizeGreaterThan(20);
            return total;
        }

        /** How far each large layer has come with that, which is always further than before, and of the same total. */
        Collection<List<Detail>> grew(String status) {
            Collection<List<Detail>> layers = messages.stream()
                    .filter(message -> message.status().equals(status))
                    .filter(message -> Objects.requireNonNull(message.detail()).total() != null
                            && message.detail().total() >= LAYER)
                    .collect(Collectors.groupingBy(
                            Progress::id, Collectors.mapping(Progress::detail, Collectors.toList())))
                    .values();
            assertThat(layers).as(status).hasSize(LAYERS).allSatisfy(details -> {
                assertThat(details).hasSizeGreaterThan(2);
                assertThat(details)
                        .extracting(Detail::total)
                        .containsOnly(details.get(0).total());
                assertThat(details).extracting(Detail::current).isSorted();
            });
            return layers;
        }
    }

    @Test
    void theBytesOfEachLayerAndOfAllAddUp() {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            var images = harbor.docker.images();
            Dockerfile.Instructions noise = Dockerfile.from(Harbor.IMAGE);
            for (int i = 0; i < LAYERS; i++) {
                noise = noise.runExec("sh", "-c", "head -c " + LAYER + " /dev/urandom >/noise" + i);
            }
            BuildContext context = BuildContext.of(noise, c -> {});
            // BuildKit would keep the layers in its cache, so that nothing had to come back
            String id = await(
                            images.build(context, b -> b.tag(image).version(BuilderVersion.CLASSIC))
                                    .result(),
                            LIMIT)
                    .id();
            Course up = new Course();
            Course down = new Course();
            try {
                await(images.push(image, p -> p.auth(user)).result(up), LIMIT);
                await(images.remove(image), LIMIT);
                await(images.pull(image, p -> p.auth(user)).result(down), LIMIT);
                assertThat(await(images.inspect(image), LIMIT).id()).isEqualTo(id);
            } finally {
                await(images.remove(id, r -> r.force(true)), LIMIT);
            }
            // an engine counts what it sends of a layer, and takes the sizes of its files for the total
            assertThat(up.grew("Pushing"))
                    .allSatisfy(sent -> assertThat(last(sent).current()).isBetween(LAYER, LAYER + LAYER / 100));
            assertThat(up.addedUp().bytes()).isBetween(LAYERS * LAYER, LAYERS * LAYER + LAYER / 25);

            assertThat(down.grew("Downloading")).allSatisfy(received -> assertThat(received)
                    .allMatch(detail -> detail.current() <= detail.total()));
            assertThat(down.grew("Extracting"))
                    .allSatisfy(unpacked -> assertThat(last(unpacked).current())
                            .isEqualTo(last(unpacked).total()));
            assertThat(down.addedUp().bytes()).isBetween(LAYERS * LAYER, LAYERS * LAYER + LAYER / 25);
        }
    }

    private static Detail last(List<Detail> details) {
        return details.get(details.size() - 1);
    }
}

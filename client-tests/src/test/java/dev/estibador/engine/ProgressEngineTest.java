package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.TarContent;
import dev.estibador.image.BuilderVersion;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.Progress;
import dev.estibador.stream.ProgressObserver;
import dev.estibador.stream.ProgressStream;
import dev.estibador.stream.ProgressTotal;
import dev.estibador.stream.ProgressTotals;
import dev.estibador.stream.TerminalProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L42: an image of some megabytes goes to a registry and comes back, is saved and loaded, and each time it adds up. */
@Needs(Capability.REGISTRY)
class ProgressEngineTest {
    private static final int LAYERS = 3;
    private static final int LAYER_BYTES = 4 << 20;

    private final Harbor harbor = new Harbor(Reach.UNIX_NATIVE);
    private final String image = Reach.required("ESTIBADOR_REGISTRY") + "/progress/" + UUID.randomUUID() + ":1";
    private final StringBuilder screen = new StringBuilder();

    @AfterEach
    void close() {
        harbor.close();
    }

    /** Holds what must hold after each message. */
    private static final class Watch implements ProgressObserver {
        final ProgressTotals totals = new ProgressTotals();
        final TerminalProgress terminal;
        final List<Integer> percents = new ArrayList<>(List.of(0));

        Watch(StringBuilder screen) {
            terminal = TerminalProgress.drawn(screen, 120, InstantSource.system());
        }

        @Override
        public void take(Progress message) {
            totals.take(message);
            terminal.take(message);
            ProgressTotal total = totals.total();
            assertThat(total.percent()).isBetween(percents.get(percents.size() - 1), 99);
            assertThat(total.bytesDone()).isBetween(0L, total.bytes());
            percents.add(total.percent());
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            totals.ended(failure);
            terminal.ended(failure);
        }
    }

    private ProgressTotal addedUp(ProgressStream<?> job) {
        Watch watch = new Watch(screen);
        await(job.result(watch), LIMIT);
        ProgressTotal total = watch.totals.total();
        assertThat(total.percent()).isEqualTo(100);
        assertThat(total.stepsDone()).isEqualTo(total.steps()).isPositive();
        assertThat(total.bytesDone()).isEqualTo(total.bytes());
        assertThat(watch.percents.stream().distinct().count())
                .as("that it moved: %s", watch.percents)
                .isGreaterThan(2);
        return total;
    }

    @Test
    @Needs({Capability.STEPS, Capability.PUSH_STEPS})
    void buildPushPullAndLoadAddUp(@TempDir Path folder) throws IOException {
        var images = harbor.docker.images();
        Dockerfile.Instructions dockerfile = Dockerfile.from(Harbor.IMAGE).label("image", image);
        for (int i = 0; i < LAYERS; i++) {
            dockerfile = dockerfile.run("head -c " + LAYER_BYTES + " /dev/urandom > /layer" + i);
        }
        ProgressTotal built = addedUp(
                images.build(BuildContext.of(dockerfile), b -> b.tag(image).noCache(true)));
        assertThat(built.steps()).as("and internal ones").isGreaterThan(1 + LAYERS);
        assertThat(screen).contains(" => [4/4] RUN head", " => exporting to image", " => => exporting layers");

        screen.setLength(0);
        ProgressTotal classic = addedUp(
                images.build(BuildContext.of(dockerfile), b -> b.tag(image).version(BuilderVersion.CLASSIC)));
        assertThat(classic.steps()).isEqualTo(2 + LAYERS);
        assertThat(screen).contains("Step 5/5 : RUN head");

        ProgressTotal pushed = addedUp(images.push(image));
        assertThat(pushed.bytes()).isGreaterThanOrEqualTo((long) LAYERS * LAYER_BYTES);
        assertThat(screen).contains(": Pushed", "1: digest: sha256:");

        ByteBuffer saved = ByteBuffer.allocate(64 << 20);
        await(images.save(image).forEach(saved::put), LIMIT);
        Path archive = Files.write(folder.resolve("a.tar"), Arrays.copyOf(saved.array(), saved.position()));
        await(images.remove(image), LIMIT);

        ProgressTotal pulled = addedUp(images.pull(image));
        assertThat(pulled.bytes()).isGreaterThan((long) LAYERS * LAYER_BYTES);
        assertThat(screen).contains(": Pull complete", "Status: Downloaded newer image for " + image);

        await(images.remove(image), LIMIT);
        ProgressTotal loaded = addedUp(images.load(TarContent.of(archive)));
        assertThat(loaded.bytes()).isGreaterThan((long) LAYERS * LAYER_BYTES);
        assertThat(screen).contains(": Loading layer", "Loaded image: " + image);
        await(images.remove(image), LIMIT);
    }
}

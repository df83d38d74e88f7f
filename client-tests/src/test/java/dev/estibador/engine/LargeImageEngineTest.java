package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.RegistryAuth;
import dev.estibador.image.BuilderVersion;
import dev.estibador.stream.Progress;
import dev.estibador.stream.Progress.Detail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A layer of 300 MB goes to a registry with a login and comes back. L42. */
@Tag("small-heap")
class LargeImageEngineTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long SIZE = 300L << 20;

    private final String[] registry =
            Reach.required("ESTIBADOR_PRIVATE_REGISTRY").split(" ", 3);
    private final String image = registry[0] + "/estibador/" + UUID.randomUUID() + ":1";

    @Test
    void theBytesOfEachLayerAddUp() {
        RegistryAuth user = RegistryAuth.of(registry[1], registry[2]);
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            var images = harbor.docker.images();
            var noise = BuildContext.of(
                    Dockerfile.from(Harbor.IMAGE).runExec("sh", "-c", "head -c " + SIZE + " /dev/urandom >/noise"),
                    c -> {});
            // BuildKit would keep the layer in its cache, so that nothing had to come back
            String id = await(
                            images.build(noise, b -> b.tag(image).version(BuilderVersion.CLASSIC))
                                    .result(),
                            LIMIT)
                    .id();
            List<Progress> up = new ArrayList<>();
            List<Progress> down = new ArrayList<>();
            try {
                await(images.push(image, p -> p.auth(user)).result(up::add), LIMIT);
                await(images.remove(image), LIMIT);
                await(images.pull(image, p -> p.auth(user)).result(down::add), LIMIT);
                assertThat(await(images.inspect(image), LIMIT).id()).isEqualTo(id);
            } finally {
                await(images.remove(id, r -> r.force(true)), LIMIT);
            }
            // an engine counts what it sends of a layer, and takes the sizes of its files for the total
            List<Detail> sent = grows(up, "Pushing");
            assertThat(last(sent).current()).isBetween(SIZE, SIZE + SIZE / 100);
            List<Detail> received = grows(down, "Downloading");
            assertThat(received).allMatch(detail -> detail.current() <= detail.total());
            List<Detail> unpacked = grows(down, "Extracting");
            assertThat(last(unpacked).current()).isEqualTo(last(unpacked).total());
            assertThat(last(unpacked).total()).isEqualTo(last(received).total());
        }
    }

    private static Detail last(List<Detail> details) {
        return details.get(details.size() - 1);
    }

    /** How far the large layer has come with that, which is always further than before, and of the same total. */
    private static List<Detail> grows(List<Progress> messages, String status) {
        List<Detail> details = messages.stream()
                .filter(message -> message.status().equals(status))
                .map(Progress::detail)
                .filter(detail -> detail.total() != null && detail.total() >= SIZE)
                .toList();
        assertThat(details).as(status).hasSizeGreaterThan(2);
        assertThat(details)
                .extracting(Detail::total)
                .containsOnly(details.get(0).total());
        assertThat(details).extracting(Detail::current).isSorted();
        return details;
    }
}

package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.TarContent;
import dev.estibador.image.BuildDestination;
import dev.estibador.image.BuildDestination.Format;
import dev.estibador.image.ManifestKind;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only engines with containerd's image store can do. */
@Needs(Capability.CONTAINERD_STORE)
class ContainerdStoreEngineTest extends OverUnix {
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\\s*\"sha256:([0-9a-f]{64})\"");

    @TempDir
    Path folder;

    private final String mark = UUID.randomUUID().toString();

    private BuildContext context() {
        return BuildContext.of(Dockerfile.from(Harbor.IMAGE).label("mark", mark).run("echo built > /made"));
    }

    private static Map<String, byte[]> entries(InputStream in) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        return entries;
    }

    /** Every blob has the digest by which it is named, and every digest in a manifest has its blob. */
    @Test
    void whatIsBuiltComesInTheLayoutOfTheOpenContainerInitiative() throws Exception {
        Path file = folder.resolve("image.tar");
        await(
                harbor.docker
                        .images()
                        .build(context(), b -> b.destination(BuildDestination.file(file, Format.OCI)))
                        .result(),
                LIMIT);
        Map<String, byte[]> entries;
        try (InputStream in = Files.newInputStream(file)) {
            entries = entries(in);
        }

        assertThat(new String(entries.get("oci-layout"), StandardCharsets.UTF_8))
                .contains("imageLayoutVersion");
        var root = DIGEST.matcher(new String(entries.get("index.json"), StandardCharsets.UTF_8));
        assertThat(root.find()).isTrue();
        byte[] manifest = entries.get("blobs/sha256/" + root.group(1));
        var parts = DIGEST.matcher(new String(manifest, StandardCharsets.UTF_8));
        int found = 0;
        while (parts.find()) {
            assertThat(entries).containsKey("blobs/sha256/" + parts.group(1));
            found++;
        }
        assertThat(found).as("a configuration and layers").isGreaterThan(2);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().startsWith("blobs/sha256/")) {
                assertThat(sha256(entry.getValue())).isEqualTo(entry.getKey().substring("blobs/sha256/".length()));
            }
        }
        assertThat(entries.values().stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .as("its configuration")
                .anyMatch(text -> text.contains("\"mark\":\"" + mark + "\""));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void whatIsBuiltForDockerIsLoadedAgain() {
        Path image = folder.resolve("image.tar");
        String name = "estibador/test:" + mark;
        await(
                harbor.docker
                        .images()
                        .build(context(), b -> b.tag(name).destination(BuildDestination.file(image, Format.DOCKER)))
                        .result(),
                LIMIT);
        await(harbor.docker.images().load(TarContent.of(image)).result(), LIMIT);

        assertThat(harbor.output(name, "cat", "/made")).isEqualTo("built\n");
        await(harbor.docker.images().remove(name, r -> r.force(true)), LIMIT);
    }

    /** What Dockerfiles have had since: 20.10 knows none of it. */
    @Test
    void heredocsLinksAndExclusionsAreRead() throws IOException {
        Files.writeString(folder.resolve("kept"), "");
        Files.writeString(folder.resolve("left.md"), "");
        String script = "set -e\nx='a $b \"c\" \\d'\nprintf %s \"$x\" > /script\n";
        String text = "first $line\n \"second\" 'line' \\\n";
        Dockerfile dockerfile = Dockerfile.from(Harbor.IMAGE)
                .label("mark", mark)
                .runScript(script)
                .copyText(text, "/text")
                .copy(".", "/x/", c -> c.link(true).exclude("*.md"));
        String id = await(
                        harbor.docker
                                .images()
                                .build(BuildContext.of(folder, c -> c.dockerfile(dockerfile)))
                                .result(),
                        LIMIT)
                .id();

        assertThat(harbor.output(id, "cat", "/script")).isEqualTo("a $b \"c\" \\d");
        assertThat(harbor.output(id, "cat", "/text")).isEqualTo(text);
        assertThat(harbor.output(id, "ls", "/x")).contains("kept").doesNotContain("left.md");
    }

    @Test
    void theManifestsOfAnImageAreToldWhereTheyAreAskedFor() {
        String id =
                await(harbor.docker.images().build(context()).result(), LIMIT).id();

        assertThat(await(harbor.docker.images().inspect(id, i -> i.manifests(true)), LIMIT)
                        .manifests())
                .anySatisfy(manifest -> {
                    assertThat(manifest.kind()).isEqualTo(ManifestKind.IMAGE);
                    assertThat(manifest.available()).isTrue();
                    assertThat(manifest.descriptor().digest()).startsWith("sha256:");
                });
    }
}

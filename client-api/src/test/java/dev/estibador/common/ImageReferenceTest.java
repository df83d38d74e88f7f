package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private static String filled(String text) {
        return text.replace("SHA512", "0".repeat(128)).replace("SHA256", SHA256);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // text, domain, path, tag, digest, familiar
                "busybox, docker.io, library/busybox, -, -, busybox",
                "busybox:1.36, docker.io, library/busybox, 1.36, -, busybox:1.36",
                "library/busybox, docker.io, library/busybox, -, -, busybox",
                "docker.io/busybox, docker.io, library/busybox, -, -, busybox",
                "docker.io/library/busybox:x, docker.io, library/busybox, x, -, busybox:x",
                "index.docker.io/busybox, docker.io, library/busybox, -, -, busybox",
                "index.docker.io/acme/app, docker.io, acme/app, -, -, acme/app",
                "acme/app, docker.io, acme/app, -, -, acme/app",
                "acme/app/part, docker.io, acme/app/part, -, -, acme/app/part",
                "library/a/b, docker.io, library/a/b, -, -, library/a/b",
                "docker.io/acme/app:V1_x.y-z, docker.io, acme/app, V1_x.y-z, -, acme/app:V1_x.y-z",
                "localhost, docker.io, library/localhost, -, -, localhost",
                "localhost/app, localhost, app, -, -, localhost/app",
                "localhost:5000, docker.io, library/localhost, 5000, -, localhost:5000",
                "localhost:5000/app, localhost:5000, app, -, -, localhost:5000/app",
                "localhost:5000/app:1, localhost:5000, app, 1, -, localhost:5000/app:1",
                "registry/app, docker.io, registry/app, -, -, registry/app",
                "registry:5000/acme/app:2, registry:5000, acme/app, 2, -, registry:5000/acme/app:2",
                "registry.example.com/app, registry.example.com, app, -, -, registry.example.com/app",
                "REGISTRY/app, REGISTRY, app, -, -, REGISTRY/app",
                "Registry.Example.com:443/a/b/c:x, Registry.Example.com:443, a/b/c, x, -, Registry.Example.com:443/a/b/c:x",
                "127.0.0.1/app, 127.0.0.1, app, -, -, 127.0.0.1/app",
                "127.0.0.1:5000/app:x, 127.0.0.1:5000, app, x, -, 127.0.0.1:5000/app:x",
                "[2001:db8::1]:5000/app:x, [2001:db8::1]:5000, app, x, -, [2001:db8::1]:5000/app:x",
                "[::1]/app, [::1], app, -, -, [::1]/app",
                "xn--n3h.com/app, xn--n3h.com, app, -, -, xn--n3h.com/app",
                "a-b.c/app, a-b.c, app, -, -, a-b.c/app",
                "acme/a.b_c__d-e--f---g, docker.io, acme/a.b_c__d-e--f---g, -, -, acme/a.b_c__d-e--f---g",
                "app:_x, docker.io, library/app, _x, -, app:_x",
                "app@sha256:SHA256, docker.io, library/app, -, sha256:SHA256, app@sha256:SHA256",
                "app:1@sha256:SHA256, docker.io, library/app, 1, sha256:SHA256, app:1@sha256:SHA256",
                "r:1/app:1@sha512:SHA512, r:1, app, 1, sha512:SHA512, r:1/app:1@sha512:SHA512",
                "app@a.b+c:SHA256, docker.io, library/app, -, a.b+c:SHA256, app@a.b+c:SHA256",
                "acme/SHA256, docker.io, acme/SHA256, -, -, acme/SHA256",
            })
    void readsWhatPeopleWrite(String text, String domain, String path, String tag, String digest, String familiar) {
        ImageReference reference = ImageReference.parse(filled(text));

        assertThat(reference.domain()).isEqualTo(domain);
        assertThat(reference.path()).isEqualTo(filled(path));
        assertThat(reference.tag()).isEqualTo(tag);
        assertThat(reference.digest()).isEqualTo(digest == null ? null : filled(digest));
        assertThat(reference.familiar()).isEqualTo(filled(familiar));
        assertThat(ImageReference.parse(reference.familiar())).isEqualTo(reference);
        assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " busybox",
                "busybox ",
                ":",
                ":1",
                "@sha256:SHA256",
                "/",
                "/app",
                "app/",
                "a//b",
                "https://registry/app",
                "acme/App",
                "App",
                "docker.io/Acme/app",
                "registry:5000/Acme",
                "-app",
                "app-",
                "_app",
                "app_",
                ".app",
                "app.",
                "a..b",
                "a___b",
                "a._b",
                "a.-b",
                "acme/-app",
                "app:",
                "app:.x",
                "app:-x",
                "app:a b",
                "app:ä",
                "app:1:2",
                "app:a/b:",
                "äpp",
                "app@",
                "app@sha256:",
                "app@sha256:0123456789abcdef",
                "app@sha256:SHA512",
                "app@sha512:SHA256",
                "app@SHA256",
                "app@sha256:SHA256@sha256:SHA256",
                "SHA256",
                "registry:port/app",
                "registry:/app",
                "-registry.com/app",
                "registry-.com/app",
                "registry..com/app",
                "under_score.com/app",
                "[::1/app",
                "[::g]/app",
                "localhost:5000/",
                "a.b_c__d-e--f---g/h",
            })
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> ImageReference.parse(filled(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no image reference");
    }

    @Test
    void digestsAreLowerCase() {
        assertThatThrownBy(() -> ImageReference.parse("app@sha256:" + "A".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no digest");
    }

    @Test
    void lengthsAreBounded() {
        assertThat(ImageReference.parse("acme/" + "a".repeat(250)).path()).hasSize(255);
        assertThatThrownBy(() -> ImageReference.parse("acme/" + "a".repeat(251)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("255");
        assertThat(ImageReference.parse("registry.example.com/" + "a".repeat(255))
                        .path())
                .hasSize(255);
        assertThat(ImageReference.parse("app:" + "t".repeat(128)).tag()).hasSize(128);
        assertThatThrownBy(() -> ImageReference.parse("app:" + "t".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128");
    }

    /** Else a pull of {@code docker.io/localhost/app} asked the engine for the image of another registry. */
    @ParameterizedTest
    @CsvSource({
        "docker.io/localhost/app:1, docker.io/localhost/app:1",
        "docker.io/a.b/c, docker.io/a.b/c",
        "docker.io/docker.io/app, docker.io/docker.io/app",
        "docker.io/index.docker.io/app, docker.io/index.docker.io/app",
        "index.docker.io/registry.test/app@sha256:SHA256, docker.io/registry.test/app@sha256:SHA256",
        "docker.io/library/a.b/c, library/a.b/c",
        "docker.io/library/a.b, a.b",
        "docker.io/library/SHA256, docker.io/library/SHA256",
    })
    void theFamiliarNameIsShortOnlyWhereItMeansTheSame(String text, String familiar) {
        ImageReference reference = ImageReference.parse(filled(text));

        assertThat(reference.domain()).isEqualTo("docker.io");
        assertThat(reference.familiar()).isEqualTo(filled(familiar));
        assertThat(ImageReference.parse(reference.familiar())).isEqualTo(reference);
        assertThat(ImageReference.parse(reference.familiarName()).name()).isEqualTo(reference.name());
    }

    /** A regular expression that repeats a group needs stack for each repetition. */
    @ParameterizedTest
    @ValueSource(strings = {"a/", "a.", "a-", "x.", "registry.test/a/", "a@a.", "a:5000/a_"})
    void refusesWhatIsFarTooLong(String part) {
        String text = part + part.substring(part.length() - 2).repeat(200_000) + "a"
                + (part.contains("@") ? ":" + SHA256 : "/a");

        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no image reference");
    }

    @Test
    void aNameAloneIsTheLatest() {
        assertThat(ImageReference.parse("busybox").orLatest()).hasToString("docker.io/library/busybox:latest");
        assertThat(ImageReference.parse("busybox:1").orLatest().tag()).isEqualTo("1");
        assertThat(ImageReference.parse("busybox@sha256:" + SHA256).orLatest().tag())
                .isNull();
    }

    @Test
    void tellsWhatIsWrong() {
        assertThatThrownBy(() -> ImageReference.parse("acme/App")).hasMessageContaining("upper-case");
        assertThatThrownBy(() -> ImageReference.parse(SHA256)).hasMessageContaining("an id, not a name");
        assertThatThrownBy(() -> ImageReference.parse("under_score.com/app")).hasMessageContaining("under_score.com");
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io",
        "acme/app:1, docker.io",
        "index.docker.io/acme/app, docker.io",
        "localhost/app, localhost",
        "registry.example:5000/Not A Name, registry.example:5000",
        "'', docker.io",
    })
    void theRegistryInANameIsFoundWhateverFollows(String name, String registry) {
        assertThat(ImageReference.registryIn(name)).isEqualTo(registry);
    }
}

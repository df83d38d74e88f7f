package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.RegistryAuth;
import dev.estibador.error.CredentialsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of what the docker CLI keeps. L41. */
class CliCredentialsTest {
    private static final String REGISTRY = "registry.example:5000";
    private static final String HUB = "https://index.docker.io/v1/";
    private static final RegistryAuth ANN = RegistryAuth.of("ann", "hunter2").at(REGISTRY);

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private RegistryAuth found(String registry) {
        environment.putIfAbsent("HOME", home.toString());
        environment.putIfAbsent("PATH", home.toString());
        try (CliCredentials credentials = new CliCredentials(environment, Duration.ofSeconds(20))) {
            return credentials.apply(registry);
        }
    }

    private void keeps(String json) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), json);
    }

    /** A helper that tells its address back as its secret. */
    private void helper(String name, String user) throws IOException {
        Path program = home.resolve("docker-credential-" + name);
        Files.writeString(
                program,
                "#!/bin/sh\nread -r address || :\n[ \"$1\" = get ] || exit 3\n"
                        + "printf '{\"ServerURL\":\"x\",\"Username\":\"" + user
                        + "\",\"Secret\":\"of %s\"}' \"$address\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String auths(String address, String entry) {
        return "{\"auths\":{\"" + address + "\":" + entry
                + ",\"other.example\":{\"auth\":\"not base64, nobody asks\"}}}";
    }

    @Nested
    class OfTheFile {
        @Test
        void aMissingOrEmptyOneIsNone() throws IOException {
            assertThat(found(REGISTRY)).isNull();
            keeps(" \n");
            assertThat(found(REGISTRY)).isNull();
            keeps("null");
            assertThat(found(REGISTRY)).isNull();
            keeps("{\"auths\":null,\"credHelpers\":null,\"HttpHeaders\":{}}");
            assertThat(found(REGISTRY)).isNull();
        }

        @Test
        void userAndPasswordAreInBase64() throws IOException {
            keeps(auths(REGISTRY, "{\"auth\":\"" + base64("ann:hunter2") + "\",\"email\":\"a@b\"}"));
            assertThat(found(REGISTRY)).isEqualTo(ANN);
            assertThat(found("registry.example")).isNull();
        }

        @Test
        @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void aMillionNulsInsideTakeNoTime() throws IOException {
            String password = "a" + "\0".repeat(1_000_000) + "b";
            keeps(auths(REGISTRY, "{\"auth\":\"" + base64("ann:" + password) + "\"}"));
            assertThat(found(REGISTRY))
                    .isEqualTo(RegistryAuth.of("ann", password).at(REGISTRY));
        }

        @Test
        void aPasswordMayHaveColonsAndBeFilledUpWithNuls() throws IOException {
            keeps(auths(REGISTRY, "{\"auth\":\"" + base64("ann:a:b: ü\0\0") + "\"}"));
            assertThat(found(REGISTRY))
                    .isEqualTo(RegistryAuth.of("ann", "a:b: ü").at(REGISTRY));
        }

        @Test
        void base64MayBeInLines() throws IOException {
            keeps(auths(REGISTRY, "{\"auth\":\"" + base64("ann:hunter2").replaceAll("(....)", "$1\\\\n") + "\"}"));
            assertThat(found(REGISTRY)).isEqualTo(ANN);
        }

        @Test
        void userAndPasswordMayStandThereByThemselves() throws IOException {
            keeps(auths(REGISTRY, "{\"username\":\"ann\",\"password\":\"hunter2\"}"));
            assertThat(found(REGISTRY)).isEqualTo(ANN);
        }

        @Test
        void tokensStandBesideThem() throws IOException {
            keeps(auths(REGISTRY, "{\"auth\":\"\",\"identitytoken\":\"i\",\"registrytoken\":\"r\"}"));
            assertThat(found(REGISTRY)).isEqualTo(new RegistryAuth(null, null, null, REGISTRY, "i", "r"));
        }

        @Test
        void anEntryWithoutAnythingIsNobody() throws IOException {
            keeps(auths(REGISTRY, "{}"));
            assertThat(found(REGISTRY)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://registry.example:5000",
                    "https://registry.example:5000/v1/",
                    "registry.example:5000/v2/team"
                })
        void oldVersionsKeptAnAddress(String address) throws IOException {
            keeps(auths(address, "{\"auth\":\"" + base64("ann:hunter2") + "\"}"));
            assertThat(found(REGISTRY)).isEqualTo(ANN);
        }

        @Test
        void theRegistryItselfComesBeforeAnOldAddressOfIt() throws IOException {
            keeps("{\"auths\":{\"https://" + REGISTRY + "/v1/\":{\"auth\":\"" + base64("old:old") + "\"},\"" + REGISTRY
                    + "\":{\"auth\":\"" + base64("ann:hunter2") + "\"}}}");
            assertThat(found(REGISTRY)).isEqualTo(ANN);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    HUB,
                    "docker.io",
                    "index.docker.io",
                    "https://registry-1.docker.io/v2/",
                    "index.docker.io/v1/"
                })
        void dockerHubHasManyNames(String address) throws IOException {
            keeps(auths(address, "{\"auth\":\"" + base64("ann:hunter2") + "\"}"));
            assertThat(found("docker.io")).isEqualTo(ANN.at(HUB));
        }

        @Test
        void dockerConfigNamesItsFolder() throws IOException {
            keeps(auths(REGISTRY, "{\"auth\":\"" + base64("joe:x") + "\"}"));
            Path other = Files.createDirectory(home.resolve("other"));
            Files.writeString(
                    other.resolve("config.json"), auths(REGISTRY, "{\"auth\":\"" + base64("ann:hunter2") + "\"}"));
            environment.put("DOCKER_CONFIG", other.toString());
            assertThat(found(REGISTRY)).isEqualTo(ANN);
        }

        @Test
        void itIsReadAnewEachTime() throws IOException {
            environment.put("HOME", home.toString());
            environment.put("PATH", "");
            try (CliCredentials credentials = new CliCredentials(environment)) {
                assertThat(credentials.apply(REGISTRY)).isNull();
                keeps(auths(REGISTRY, "{\"auth\":\"" + base64("ann:hunter2") + "\"}"));
                assertThat(credentials.apply(REGISTRY)).isEqualTo(ANN);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"auths\":{\"registry.example:5000\":{\"password\":hunter2}}}",
                    "{\"auths\":{\"registry.example:5000\":{\"password\":\"hunter2\"",
                    "{\"auths\":[\"hunter2\"]}",
                    "hunter2",
                    "{\"auths\":{\"registry.example:5000\":{\"password\":{\"hunter2\":1}}}}",
                    "{\"auths\":{\"registry.example:5000\":\"hunter2\"}}",
                    "{\"auths\":{\"registry.example:5000\":{\"auth\":\"*hunter2*\"}}}",
                    "{\"auths\":{\"registry.example:5000\":{\"auth\":\"hunter2=\"}}}",
                    "{\"credsStore\":[\"hunter2\"]}",
                })
        void aMalformedOneIsNamedAndNotQuoted(String json) throws IOException {
            keeps(json);
            assertThatThrownBy(() -> found(REGISTRY))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.registry())
                            .isEqualTo(REGISTRY))
                    .hasMessageContaining(REGISTRY)
                    .hasMessageContaining(home.resolve(".docker/config.json").toString())
                    .satisfies(CliCredentialsTest::tellsNoSecret);
        }

        @Test
        void oneThatCannotBeReadIsNamed() throws IOException {
            Files.createDirectories(home.resolve(".docker/config.json"));
            assertThatThrownBy(() -> found(REGISTRY))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("config.json cannot be read");
        }
    }

    /** Neither by itself nor by its causes. */
    static void tellsNoSecret(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("hunter2").doesNotContain(base64("ann:hunter2"));
        }
    }

    @Nested
    class OfTheVariable {
        @Test
        void itComesBeforeTheFileForTheRegistriesThatItHas() throws IOException {
            keeps("{\"auths\":{\"" + REGISTRY + "\":{\"auth\":\"" + base64("joe:x")
                    + "\"},\"second.example\":{\"auth\":\"" + base64("joe:x") + "\"}}}");
            environment.put(
                    "DOCKER_AUTH_CONFIG",
                    "{\"auths\":{\"" + REGISTRY + "\":{\"auth\":\"" + base64("ann:hunter2") + "\"}}}");

            assertThat(found(REGISTRY)).isEqualTo(ANN);
            assertThat(found("second.example"))
                    .isEqualTo(RegistryAuth.of("joe", "x").at("second.example"));
        }

        @Test
        void aMalformedFileDoesNotMatterThen() throws IOException {
            keeps("{");
            environment.put(
                    "DOCKER_AUTH_CONFIG", "{\"auths\":{\"docker.io\":{\"auth\":\"" + base64("ann:hunter2") + "\"}}}");
            assertThat(found("docker.io")).isEqualTo(ANN.at(HUB));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "{\"auths\":{\"a\":{\"auth\":\"YTpi\",\"identitytoken\":\"hunter2\"}}}",
                    "{\"auths\":{},\"credsStore\":\"hunter2\"}",
                    "{\"auths\":{\"a\":{}}}",
                    "{\"auths\":{\"a\":{\"auth\":\"\"}}}",
                    "{\"auths\":{}}{\"hunter2\":1}",
                    "{\"auths\":{\"registry.example:5000\":{\"auth\":\"aHVudGVyMg==\"}}}",
                })
        void itIsReadStrictly(String json) {
            environment.put("DOCKER_AUTH_CONFIG", json);
            assertThatThrownBy(() -> found(REGISTRY))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("DOCKER_AUTH_CONFIG")
                    .satisfies(CliCredentialsTest::tellsNoSecret);
        }

        @Test
        void anEmptyOneIsNone() {
            environment.put("DOCKER_AUTH_CONFIG", "");
            assertThat(found(REGISTRY)).isNull();
        }
    }

    @Nested
    class OfAHelper {
        @Test
        void theStoreIsAskedByTheClisOwnAddress() throws IOException {
            helper("any", "ann");
            keeps("{\"credsStore\":\"any\"}");
            assertThat(found(REGISTRY))
                    .isEqualTo(RegistryAuth.of("ann", "of " + REGISTRY).at(REGISTRY));
            assertThat(found("docker.io"))
                    .isEqualTo(RegistryAuth.of("ann", "of " + HUB).at(HUB));
        }

        @Test
        void aRegistrysOwnHelperComesFirst() throws IOException {
            helper("any", "joe");
            helper("own", "ann");
            keeps("{\"credsStore\":\"any\",\"credHelpers\":{\"" + REGISTRY + "\":\"own\",\"docker.io\":\"own\"}}");
            assertThat(found(REGISTRY).username()).isEqualTo("ann");
            assertThat(found("docker.io").username()).isEqualTo("ann");
            assertThat(found("other.example").username()).isEqualTo("joe");
        }

        @Test
        void anEmptyNameMeansTheFile() throws IOException {
            helper("any", "joe");
            keeps("{\"credsStore\":\"any\",\"credHelpers\":{\"" + REGISTRY + "\":\"\"},\"auths\":{\"" + REGISTRY
                    + "\":{\"auth\":\"" + base64("ann:hunter2") + "\"}}}");
            assertThat(found(REGISTRY)).isEqualTo(ANN);
        }

        @Test
        void whatItSaysReplacesTheUserInTheFile() throws IOException {
            helper("any", "ann");
            keeps("{\"credsStore\":\"any\",\"auths\":{\"" + REGISTRY + "\":{\"auth\":\"" + base64("joe:x")
                    + "\",\"registrytoken\":\"r\"}}}");
            assertThat(found(REGISTRY)).isEqualTo(new RegistryAuth("ann", "of " + REGISTRY, null, REGISTRY, null, "r"));
        }

        @Test
        void aUserOfThatNameMeansAnIdentityToken() throws IOException {
            helper("any", "<token>");
            keeps("{\"credsStore\":\"any\"}");
            assertThat(found(REGISTRY))
                    .isEqualTo(RegistryAuth.ofIdentityToken("of " + REGISTRY).at(REGISTRY));
        }

        @Test
        void theSystemsOwnIsAskedIfNothingIsConfigured() throws IOException {
            helper("pass", "ann");
            helper("secretservice", "joe");
            assertThat(found(REGISTRY).username()).isEqualTo("joe");
            Files.createFile(
                    home.resolve("pass"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            assertThat(found(REGISTRY).username()).isEqualTo("ann");
            keeps("{\"auths\":{\"other.example\":{}}}");
            assertThat(found(REGISTRY)).isNull();
        }
    }

    @Test
    void theSystemsOwnIsNoHindranceIfItDoesNotWork() throws IOException {
        Path program = Files.writeString(home.resolve("docker-credential-secretservice"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(found(REGISTRY)).isNull();
        keeps("{\"credsStore\":\"secretservice\"}");
        assertThatThrownBy(() -> found(REGISTRY)).isInstanceOf(CredentialsException.class);
    }

    /** Whatever user and password are, they come back. */
    @Property(tries = 200)
    void anyUserAndPasswordAreRead(@ForAll String user, @ForAll String password) throws IOException {
        String name = "u" + user.replace(":", "").replaceAll("\\p{Cs}", "");
        String secret = "p" + password.replaceAll("\\p{Cs}", "") + "w";
        String both = "{\"auths\":{\"r.example\":{\"auth\":\"" + base64(name + ":" + secret) + "\"}}}";
        try (CliCredentials credentials = new CliCredentials(Map.of("DOCKER_AUTH_CONFIG", both))) {
            assertThat(credentials.apply("r.example"))
                    .isEqualTo(RegistryAuth.of(name, secret).at("r.example"));
        }
    }
}

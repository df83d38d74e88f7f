package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.estibador.container.Containers;
import dev.estibador.container.HealthStatus;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.WaitFailedException;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is composed of several calls: which calls, and what becomes of their failures. */
class WaitsAndCopiesContractTest {
    private final HttpEngine engine = new HttpEngine();
    private final Containers containers = engine.docker.containers();

    @AfterEach
    void close() {
        engine.close();
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withStatus(200).withBody(body);
    }

    private List<String> asked() {
        return engine.server.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .map(request -> request.getMethod() + " " + request.getUrl())
                .sorted()
                .distinct()
                .toList();
    }

    @Nested
    class AwaitHealthy {
        private void inspected(String... states) {
            for (int i = 0; i < states.length; i++) {
                var stub = get(urlPathEqualTo("/v1.45/containers/a/json"))
                        .inScenario("health")
                        .whenScenarioStateIs(i == 0 ? STARTED : "look " + i);
                if (i + 1 < states.length) {
                    stub.willSetStateTo("look " + (i + 1));
                }
                engine.server.stubFor(stub.willReturn(json("{\"Id\":\"a\",\"State\":" + states[i] + "}")));
            }
        }

        private static String running(String health) {
            return "{\"Running\":true,\"Health\":{\"Status\":\"" + health + "\"}}";
        }

        /** An engine tells of the container in its events; each that may change its health is a reason to look again. */
        @Test
        void looksAgainWhenAnEventTells() {
            inspected(running("starting"), running("starting"), running("healthy"));
            engine.server.stubFor(
                    get(urlPathEqualTo("/v1.45/events")).willReturn(json("""
                    {"Type":"container","Action":"exec_create: sh","Actor":{"ID":"a"}}
                    {"Type":"container","Action":"health_status: healthy","Actor":{"ID":"a"}}""").withChunkedDribbleDelay(4, 400)));

            assertThat(engine.await(containers.awaitHealthy("a")).health().status())
                    .isEqualTo(HealthStatus.HEALTHY);
            assertThat(asked().get(1))
                    .startsWith("GET /v1.45/events?since=")
                    .endsWith("&filters=%7B%22type%22:%5B%22container%22%5D,%22container%22:%5B%22a%22%5D%7D");
            assertThat(asked()).hasSize(2).first().isEqualTo("GET /v1.45/containers/a/json");
        }

        @Test
        void failsWhereThereIsNoSuchContainerOrTheEventsEnd() {
            engine.answers(404, "{\"message\":\"No such container: a\"}");
            assertThatThrownBy(() -> engine.await(containers.awaitHealthy("a")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("No such container: a");
            inspected(running("starting"));
            engine.server.stubFor(get(urlPathEqualTo("/v1.45/events")).willReturn(json("")));
            assertThatThrownBy(() -> engine.await(containers.awaitHealthy("a")))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("ended its events");
        }
    }

    @Nested
    class AwaitLine {
        private static byte[] frame(int source, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(8 + bytes.length)
                    .put((byte) source)
                    .put(new byte[3])
                    .putInt(bytes.length)
                    .put(bytes)
                    .array();
        }

        private void logs(byte[]... frames) {
            ByteBuffer all = ByteBuffer.allocate(1000);
            for (byte[] frame : frames) {
                all.put(frame);
            }
            byte[] body = new byte[all.flip().remaining()];
            all.get(body);
            engine.answers(aResponse()
                    .withStatus(200)
                    .withHeader("Content-Type", "application/vnd.docker.multiplexed-stream")
                    .withBody(body));
        }

        /** L12: also where the engine sends the line in pieces, and others between them. */
        @Test
        void joinsThePiecesOfALineAndFollowsTheLog() {
            logs(frame(1, "rea"), frame(2, "noise\n"), frame(1, "dy\n"));
            assertThat(engine.await(containers.awaitLine("a", "ready")))
                    .isEqualTo(new LogLine(StreamSource.STDOUT, "ready"));
            engine.askedWithoutBody("GET /v1.45/containers/a/logs?follow=true&stdout=true&stderr=true");
        }

        @Test
        void takesALastLineWithoutABreakAndFailsWhereNoneIsWanted() {
            logs(frame(1, "ready"));
            assertThat(engine.await(containers.awaitLine("a", "ready")).text()).isEqualTo("ready");
            assertThatThrownBy(() -> engine.await(containers.awaitLine("a", "steady")))
                    .isInstanceOf(WaitFailedException.class);
        }

        /** L6. */
        @Test
        void whatTheConditionThrowsIsTheFailure() {
            logs(frame(1, "ready\n"));
            assertThatThrownBy(() -> engine.await(containers.awaitLine("a", line -> {
                        throw new UnsupportedOperationException("no judgement");
                    })))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    class Copies {
        @TempDir
        Path disk;

        private void statted(String path, String stat) {
            engine.server.stubFor(head(urlPathEqualTo("/v1.45/containers/a/archive"))
                    .withQueryParam("path", equalTo(path))
                    .willReturn(aResponse()
                            .withStatus(200)
                            .withHeader(
                                    "X-Docker-Container-Path-Stat",
                                    Base64.getEncoder().encodeToString(stat.getBytes(StandardCharsets.UTF_8)))));
        }

        private LoggedRequest sent() {
            return engine.server.getAllServeEvents().stream()
                    .map(event -> event.getRequest())
                    .filter(request -> request.getMethod().getName().equals("PUT"))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void anUploadGoesWhereALinkedFolderIs() throws Exception {
            Files.writeString(disk.resolve("f"), "x");
            statted("/config", "{\"name\":\"config\",\"mode\":134218239,\"linkTarget\":\"/data\"}");
            statted("/data", "{\"name\":\"data\",\"mode\":2147484141}");
            engine.server.stubFor(
                    put(urlPathEqualTo("/v1.45/containers/a/archive")).willReturn(json("")));

            assertThat(engine.await(containers.upload("a", disk.resolve("f"), "/config")))
                    .isEqualTo("/data/f");
            assertThat(sent().getUrl()).isEqualTo("/v1.45/containers/a/archive?path=/data&noOverwriteDirNonDir=1");
        }

        @Test
        void anUploadOfAFileReplacesAFileAndANewNameLiesInItsFolder() throws Exception {
            Files.writeString(disk.resolve("f"), "x");
            statted("/etc/motd", "{\"name\":\"motd\",\"mode\":420}");
            engine.server.stubFor(
                    put(urlPathEqualTo("/v1.45/containers/a/archive")).willReturn(json("")));

            assertThat(engine.await(containers.upload("a", disk.resolve("f"), "/etc/motd")))
                    .isEqualTo("/etc/motd");
            assertThat(sent().getUrl()).isEqualTo("/v1.45/containers/a/archive?path=/etc&noOverwriteDirNonDir=1");
            assertThat(engine.await(containers.upload("a", disk.resolve("f"), "/new")))
                    .isEqualTo("/new");
            assertThatThrownBy(() -> engine.await(containers.upload("a", disk.resolve("none"), "/")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not exist");
        }

        private static byte[] tar(String name, String content) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                entry.setSize(content.length());
                out.putArchiveEntry(entry);
                out.write(content.getBytes(StandardCharsets.US_ASCII));
                out.closeArchiveEntry();
            }
            return bytes.toByteArray();
        }

        private void archived(byte[] tar) {
            engine.server.stubFor(get(urlPathEqualTo("/v1.45/containers/a/archive"))
                    .willReturn(aResponse().withStatus(200).withBody(tar)));
        }

        private List<String> tree() throws IOException {
            try (Stream<Path> all = Files.walk(disk)) {
                return all.skip(1)
                        .map(path -> disk.relativize(path).toString())
                        .sorted()
                        .toList();
            }
        }

        /** L38: the name that the reply has for what is copied may come from anybody; that of the target is the caller's. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "..",
                    "../evil",
                    "../../evil",
                    "/elsewhere/victim",
                    ".",
                    "",
                    "/",
                    "a/b",
                    "a\\\\b",
                    "victim",
                    "nul\\u0000x"
                })
        void aDownloadStaysInItsDirectoryWhateverNameTheReplyHas(String name) throws Exception {
            Path target = Files.createDirectory(disk.resolve("target"));
            String hostile = name.replace("/elsewhere", disk.toString());
            Files.writeString(disk.resolve("victim"), "untouched");
            statted("/data/own", "{\"name\":\"" + hostile + "\",\"mode\":420}");
            archived(tar("evil", "x"));
            engine.await(containers.download("a", "/data/own", target));
            statted("/data/own", "{\"name\":\"" + hostile + "\",\"mode\":2147484141}");
            archived(tar("evil/f", "x"));
            Files.delete(target.resolve("own"));
            engine.await(containers.download("a", "/data/own", target));

            assertThat(tree()).containsExactly("target", "target/own", "target/own/f", "victim");
            assertThat(disk.resolve("victim")).hasContent("untouched");
        }

        /** L38: the root and the content of a directory have no name of their own; a file cannot take the target's place. */
        @ParameterizedTest
        @ValueSource(strings = {"/", "", ".", "/data/.", "/data/..", "//"})
        void aDownloadOfTheContentOfADirectoryReplacesNothingByAFile(String path) throws Exception {
            Path target = Files.createDirectory(disk.resolve("target"));
            statted(path, "{\"name\":\"/\",\"mode\":420}");
            archived(tar("evil", "x"));
            assertThatThrownBy(() -> engine.await(containers.download("a", path, target)))
                    .isInstanceOf(MalformedReplyException.class);
            assertThat(tree()).containsExactly("target");
            statted(path, "{\"name\":\"/\",\"mode\":2147484141}");
            engine.await(containers.download("a", path, target));
            assertThat(tree()).containsExactly("target", "target/evil");
        }

        /** L38: a link may lie there from what the container sent before. */
        @Test
        void aDownloadFollowsNoLinkInsideOfItsTarget() throws Exception {
            Path target = Files.createDirectory(disk.resolve("target"));
            Path outside = Files.createDirectory(disk.resolve("outside"));
            Files.createSymbolicLink(target.resolve("own"), outside);
            statted("/data/own", "{\"name\":\"own\",\"mode\":2147484141}");
            archived(tar("own/f", "x"));
            assertThatThrownBy(() -> engine.await(containers.download("a", "/data/own", target)))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("symbolic link 'own'");
            assertThat(outside).isEmptyDirectory();

            statted("/data/own", "{\"name\":\"own\",\"mode\":420}");
            archived(tar("own", "x"));
            engine.await(containers.download("a", "/data/own", target));
            assertThat(target.resolve("own")).isRegularFile().hasContent("x");
            assertThat(outside).isEmptyDirectory();
        }

        /** L38: to unpack what was built or copied out as it comes is no other way out. */
        @ParameterizedTest
        @ValueSource(strings = {"../evil", "/evil", "a/../../evil", "link/evil"})
        void anArchiveStaysInItsDirectoryWhateverItsEntriesSay(String name) throws Exception {
            Path target = Files.createDirectory(disk.resolve("target"));
            Files.createSymbolicLink(target.resolve("link"), disk);
            archived(tar(name, "x"));
            assertThatThrownBy(() -> engine.await(containers.copyOut("a", "/d").extractTo(target)))
                    .isInstanceOf(StreamFailedException.class);
            assertThat(tree()).containsExactly("target", "target/link");
        }

        @Test
        void aDownloadOfWhatIsNotThereIsNotFoundAndWritesNothing() {
            engine.answers(404, "");
            assertThatThrownBy(() -> engine.await(containers.download("a", "/none", disk.resolve("x"))))
                    .isInstanceOf(NotFoundException.class);
            assertThat(disk).isEmptyDirectory();
        }
    }
}

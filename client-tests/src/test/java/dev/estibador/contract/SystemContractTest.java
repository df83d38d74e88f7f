package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.container.ContainerSummary;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.ConflictException;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineFailureException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnauthorizedException;
import dev.estibador.error.UnsupportedByEngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemContractTest {
    private final HttpEngine engine = new HttpEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void pingReadsTheHeaders() {
        engine.answers(aResponse()
                .withHeader("Api-Version", "1.51")
                .withHeader("Ostype", "linux")
                .withHeader("Builder-Version", "2")
                .withHeader("Swarm", "inactive")
                .withHeader("Docker-Experimental", "true")
                .withHeader("Server", "Docker/28.5.2 (linux)")
                .withBody("OK"));
        var ping = engine.await(engine.docker.system().ping());

        engine.askedWithoutBody("GET /_ping");
        assertThat(ping.apiVersion()).isEqualTo(new ApiVersion(1, 51));
        assertThat(ping.experimental()).isTrue();
        assertThat(ping.server()).isEqualTo("Docker/28.5.2 (linux)");
    }

    @Test
    void versionAndInfoAreRead() {
        engine.answers(
                200,
                "{\"Version\":\"28.5.2\",\"Components\":null,\"MinAPIVersion\":\"1.24\",\"NCPU\":2,\"MemTotal\":25769803776}");

        assertThat(engine.await(engine.docker.system().version()).minApiVersion())
                .isEqualTo("1.24");
        engine.askedWithoutBody("GET /v1.45/version");
        engine.server.resetRequests();
        assertThat(engine.await(engine.docker.system().info()).memTotal()).isEqualTo(25769803776L);
        engine.askedWithoutBody("GET /v1.45/info");
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource({"400", "401", "403", "404", "409", "500", "503", "418"})
        void areOfTheKindThatTheStatusNames(int status) {
            engine.answers(status, "{\"message\":\"no, because\"}");
            Class<? extends EngineException> kind =
                    switch (status) {
                        case 400 -> BadRequestException.class;
                        case 401, 403 -> UnauthorizedException.class;
                        case 404 -> NotFoundException.class;
                        case 409 -> ConflictException.class;
                        case 500, 503 -> EngineFailureException.class;
                        default -> EngineException.class;
                    };

            assertThatThrownBy(() -> engine.await(engine.docker.containers().inspect("web")))
                    .isExactlyInstanceOf(kind)
                    .satisfies(e -> {
                        assertThat(((EngineException) e).status()).isEqualTo(status);
                        assertThat(((EngineException) e).engineMessage()).isEqualTo("no, because");
                        assertThat(((EngineException) e).call()).isEqualTo("GET /containers/web/json");
                    });
        }

        @ParameterizedTest
        @CsvSource({
            "text/plain, plain words, plain words",
            "text/html, <p>proxy</p>, : proxy",
            "application/json, '', no reason"
        })
        void keepTheirWordsWhateverTheirForm(String type, String body, String expected) {
            engine.answers(
                    aResponse().withStatus(502).withHeader("Content-Type", type).withBody(body));

            assertThatThrownBy(() -> engine.await(engine.docker.containers().inspect("web")))
                    .isInstanceOf(EngineFailureException.class)
                    .hasMessageContaining(expected);
        }

        /** What cannot be read is no engine's answer; and its text, which may hold secrets, is not repeated. */
        @Test
        void anAnswerThatIsNotWhatItShouldBeIsTyped() {
            engine.answers(200, "{\"Id\":\"a\",\"State\":{\"Pid\":\"hunter2\"}}");

            assertThatThrownBy(() -> engine.await(engine.docker.containers().inspect("web")))
                    .isInstanceOf(MalformedReplyException.class)
                    .hasMessageContaining("Pid")
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }
    }

    /** L23. */
    @Nested
    class Negotiation {
        private void engineSpeaks(String version) {
            engine.server.stubFor(get(urlPathMatching(".*/containers/json")).willReturn(okJson("[]")));
            engine.server.stubFor(
                    head(urlEqualTo("/_ping")).willReturn(aResponse().withHeader("Api-Version", version)));
        }

        @ParameterizedTest
        @CsvSource({"1.41, 1.41", "1.55, 1.55", "1.60, 1.56", "1.40, 1.40"})
        void takesTheNewerOfWhatBothSpeak(String spoken, String agreed) {
            engineSpeaks(spoken);
            try (var docker = DockerClient.open(engine.config().build())) {
                engine.await(docker.containers().list());
                assertThat(engine.await(docker.apiVersion())).isEqualTo(ApiVersion.parse(agreed));
            }

            engine.server.verify(1, getRequestedFor(urlEqualTo("/v" + agreed + "/containers/json")));
        }

        @Test
        void happensOnceHoweverManyWaitForIt() {
            engineSpeaks("1.44");
            try (var docker = DockerClient.open(engine.config().build())) {
                List<CompletableFuture<List<ContainerSummary>>> calls = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    calls.add(docker.containers().list());
                }
                calls.forEach(engine::await);
            }

            engine.server.verify(1, headRequestedFor(urlEqualTo("/_ping")));
            engine.server.verify(50, getRequestedFor(urlEqualTo("/v1.44/containers/json")));
        }

        @Test
        void asksByGetWhereHeadIsRefused() {
            engine.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(405)));
            engine.server.stubFor(
                    get(urlEqualTo("/_ping")).willReturn(aResponse().withHeader("Api-Version", "1.43")));
            engine.server.stubFor(get(urlEqualTo("/v1.43/containers/json")).willReturn(okJson("[]")));
            try (var docker = DockerClient.open(engine.config().build())) {
                assertThat(engine.await(docker.containers().list())).isEmpty();
            }
        }

        @Test
        void doesNotKeepAFailure() {
            engine.answers(503, "{\"message\":\"starting\"}");
            try (var docker = DockerClient.open(engine.config().build())) {
                assertThatThrownBy(() -> engine.await(docker.containers().list()))
                        .isInstanceOf(ConnectionException.class);
                engineSpeaks("1.44");
                assertThat(engine.await(docker.containers().list())).isEmpty();
            }
        }

        @Test
        void withAnEngineThatIsTooOldNamesBothRanges() {
            engineSpeaks("1.39");
            try (var docker = DockerClient.open(engine.config().build())) {
                assertThatThrownBy(() -> engine.await(docker.containers().list()))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageContaining("up to 1.39")
                        .hasMessageContaining("1.40 to 1.56");
            }
        }

        @Test
        void ofAPinnedVersionDoesNotHappen() {
            engine.answers(200, "[]");
            engine.await(engine.docker.containers().list());

            engine.askedWithoutBody("GET /v1.45/containers/json");
        }

        @Test
        void ofAPinnedVersionThatTheEngineRefusesNamesBothRanges() {
            engine.server.stubFor(get(urlEqualTo("/v1.45/containers/json"))
                    .willReturn(aResponse().withStatus(400).withBody("client version 1.45 is too old")));
            engine.server.stubFor(get(urlEqualTo("/version"))
                    .willReturn(okJson("{\"ApiVersion\":\"1.70\",\"MinAPIVersion\":\"1.60\"}")));

            assertThatThrownBy(() -> engine.await(engine.docker.containers().list()))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("1.60 to 1.70")
                    .hasMessageContaining("1.40 to 1.56");
        }

        @Test
        void isNotDoubtedAgainOnceTheEngineWasSeenToSpeakTheVersion() {
            engine.server.stubFor(get(urlEqualTo("/v1.45/containers/json"))
                    .willReturn(aResponse().withStatus(400).withBody("bad filter")));
            engine.server.stubFor(get(urlEqualTo("/version"))
                    .willReturn(okJson("{\"ApiVersion\":\"1.55\",\"MinAPIVersion\":\"1.40\"}")));

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> engine.await(engine.docker.containers().list()))
                        .isInstanceOf(BadRequestException.class);
            }
            engine.server.verify(1, getRequestedFor(urlEqualTo("/version")));
        }
    }
}

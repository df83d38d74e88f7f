package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.stream.Blocking;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** WireMock in an engine's place, over TCP, and a client of it that speaks 1.45 without asking. */
final class HttpEngine implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);

    final WireMockServer server = new WireMockServer(WireMockConfiguration.options()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .globalTemplating(false));
    final DockerClient docker;

    HttpEngine() {
        this(new ApiVersion(1, 45));
    }

    HttpEngine(ApiVersion pinned) {
        server.start();
        docker = DockerClient.open(config().apiVersion(pinned).build());
    }

    DockerConfig.Builder config() {
        return DockerConfig.to("tcp://127.0.0.1:" + server.port());
    }

    /** Whatever is asked, this is the answer. */
    HttpEngine answers(int status, String json) {
        return answers(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(json));
    }

    HttpEngine answers(ResponseDefinitionBuilder reply) {
        server.stubFor(any(anyUrl()).willReturn(reply));
        return this;
    }

    <T> T await(CompletionStage<T> call) {
        return Blocking.await(call, LIMIT);
    }

    /** The one request that was made, as {@code METHOD url}. */
    LoggedRequest asked(String methodAndUrl) {
        assertThat(server.getAllServeEvents()).hasSize(1);
        LoggedRequest request = server.getAllServeEvents().get(0).getRequest();
        assertThat(request.getMethod() + " " + request.getUrl()).isEqualTo(methodAndUrl);
        return request;
    }

    /** The same, with nothing in its body: a length of 0 where a body could have been, and never chunks. */
    void askedWithoutBody(String methodAndUrl) {
        LoggedRequest request = asked(methodAndUrl);
        assertThat(request.getBodyAsString()).isEmpty();
        assertThat(request.containsHeader("Transfer-Encoding")).isFalse();
        if (methodAndUrl.startsWith("POST")) {
            assertThat(request.getHeader("Content-Length")).isEqualTo("0");
        }
    }

    void askedWithJson(String methodAndUrl, String json) {
        LoggedRequest request = asked(methodAndUrl);
        assertThat(request.getBodyAsString()).isEqualTo(json);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    }

    /** As {@link #askedWithJson}, whatever the order of the fields. */
    void askedWithTree(String methodAndUrl, String json) {
        String body = asked(methodAndUrl).getBodyAsString();
        assertThat(equalToJson(json).match(body).isExactMatch())
                .as("%s is the same JSON as %s", body, json)
                .isTrue();
    }

    @Override
    public void close() {
        docker.close();
        server.stop();
    }
}

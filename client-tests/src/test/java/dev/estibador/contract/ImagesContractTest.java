package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.Filters;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.image.Images;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesContractTest {
    private static final BuildContext CONTEXT =
            BuildContext.of(Dockerfile.from("scratch"), c -> c.text("a", "content"));

    private final HttpEngine engine = new HttpEngine();
    private final Images images = engine.docker.images();

    @AfterEach
    void close() {
        engine.close();
    }

    @Nested
    class Build {
        @Test
        void sendsTheContextAndWhatIsSet() {
            engine.answers(
                    200, "{\"stream\":\"Step 1/1\\n\"}\r\n{\"aux\":{\"ID\":\"sha256:abc\"}}\r\n{\"stream\":\"done\"}");
            List<String> words = new ArrayList<>();
            var built = engine.await(images.build(CONTEXT, b -> b.tag("acme/app:1")
                            .tag("acme/app:latest")
                            .buildArg("WHO", "you & me")
                            .label("k", "v")
                            .target("last")
                            .platform("linux/arm64")
                            .networkMode("none")
                            .noCache(true)
                            .pull(true)
                            .keepIntermediate(true))
                    .result(p -> words.add(p.status())));
            var request = engine.asked("POST /v1.45/build?dockerfile=Dockerfile&t=acme/app:1&t=acme/app:latest"
                    + "&buildargs=%7B%22WHO%22:%22you%20%26%20me%22%7D&labels=%7B%22k%22:%22v%22%7D&target=last"
                    + "&platform=linux/arm64&networkmode=none&nocache=true&pull=true&rm=false");

            assertThat(built.id()).isEqualTo("sha256:abc");
            assertThat(words).containsExactly("Step 1/1", "done");
            assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-tar");
            assertThat(request.getHeader("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(request.getBodyAsString()).contains("Dockerfile\0", "FROM scratch", "a\0", "content");
        }

        /** L36: also as the first line, in the old form and in the new. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"errorDetail\":{\"code\":7,\"message\":\"it broke\"},\"error\":\"it broke\"}",
                    "{\"error\":\"it broke\"}",
                    "{\"stream\":\"one\"}\n{\"aux\":{\"ID\":\"sha256:abc\"}}{\"errorDetail\":{\"message\":\"it broke\"}}",
                })
        void failsWithTheErrorInsideATwoHundred(String reply) {
            engine.answers(200, reply);

            assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> {}).result()))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("it broke");
        }

        @Test
        void withoutAnImageIdIsNoSuccess() {
            engine.answers(200, "{\"stream\":\"Successfully built 0123456789ab\\n\"}");

            assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> {}).result()))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("without a result");
        }

        /** No secret in an exception: build arguments are in the query. */
        @Test
        void doesNotRepeatItsArgumentsInAnError() {
            engine.answers(400, "{\"message\":\"dockerfile parse error\"}");

            assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> b.buildArg("TOKEN", "hunter2"))
                            .result()))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("dockerfile parse error")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void listSendsWhatIsSet() {
        engine.answers(
                200, "[{\"Id\":\"sha256:a\",\"RepoTags\":null,\"Created\":1,\"Size\":5000000000,\"SharedSize\":-1}]");
        var list = engine.await(images.list(l -> l.all(true).digests(true).filters(Filters.of("dangling", "true"))));

        engine.askedWithoutBody(
                "GET /v1.45/images/json?all=true&digests=true&filters=%7B%22dangling%22:%5B%22true%22%5D%7D");
        assertThat(list).singleElement().satisfies(one -> {
            assertThat(one.repoTags()).isEmpty();
            assertThat(one.size()).isEqualTo(5_000_000_000L);
        });
    }

    /** L31. */
    @Test
    void inspectKeepsTheNameInOnePiece() {
        engine.answers(200, "{\"Id\":\"sha256:a\",\"Created\":\"\",\"Config\":null}");
        var image = engine.await(images.inspect("registry:5000/acme/app@sha256:abc"));

        engine.askedWithoutBody("GET /v1.45/images/registry:5000/acme/app@sha256:abc/json");
        assertThat(image.created()).isNull();
        assertThat(image.config()).isNull();
    }

    @Test
    void tagTellsRepositoryAndTagApart() {
        engine.answers(aResponse().withStatus(201));
        engine.await(images.tag("abc", "registry:5000/acme/app:2"));
        engine.askedWithoutBody("POST /v1.45/images/abc/tag?repo=registry:5000/acme/app&tag=2");
        engine.server.resetRequests();
        engine.await(images.tag("abc", "registry:5000/acme/app"));
        engine.askedWithoutBody("POST /v1.45/images/abc/tag?repo=registry:5000/acme/app");
    }

    @Test
    void removeTellsWhatItDid() {
        engine.answers(200, "[{\"Untagged\":\"a:1\"},{\"Deleted\":\"sha256:a\"}]");
        var removed = engine.await(images.remove("a:1", r -> r.force(true).noPrune(true)));

        engine.askedWithoutBody("DELETE /v1.45/images/a:1?force=true&noprune=true");
        assertThat(removed).hasSize(2);
        assertThat(removed.get(0).untagged()).isEqualTo("a:1");
        assertThat(removed.get(1).deleted()).isEqualTo("sha256:a");
    }
}

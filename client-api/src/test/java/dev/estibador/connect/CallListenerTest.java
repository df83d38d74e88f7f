package dev.estibador.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.common.ApiVersion;
import org.junit.jupiter.api.Test;

/** Who hears of calls, and by what name. */
class CallListenerTest {
    private static final CallInfo CALL =
            new CallInfo("POST", "/containers/{}/start", "/containers/web/start", new ApiVersion(1, 45));

    @Test
    void nobodyHearsUnlessToldTo() {
        DockerConfig config = DockerConfig.to("unix:///run/docker.sock").build();

        assertThat(config.listener()).isSameAs(CallListener.NONE);
        assertThat(config.listener().started(CALL)).isSameAs(CallObserver.NONE);
    }

    @Test
    void aConfigMadeOfAnotherHasItsListener() {
        CallListener listener = call -> CallObserver.NONE;
        DockerConfig config =
                DockerConfig.to("unix:///run/docker.sock").listener(listener).build();

        assertThat(config.listener()).isSameAs(listener);
        assertThat(config.toBuilder().build().listener()).isSameAs(listener);
    }

    @Test
    void anOperationHasOneNameWhateverItIsAbout() {
        assertThat(CALL.operation()).isEqualTo("POST /containers/{}/start");
    }
}

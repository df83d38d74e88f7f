package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.swarm.AppArmorMode;
import dev.estibador.swarm.Privileges.AppArmor;
import dev.estibador.swarm.Privileges.Seccomp;
import dev.estibador.swarm.ServiceMode;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.TaskContainerSpec;
import dev.estibador.swarm.TaskResources;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a service an engine may be too old for: it is told by its place, and nothing is sent. */
class ServiceVersionsContractTest {
    @ParameterizedTest
    @CsvSource({
        "1.40, 1.41, TaskTemplate.ContainerSpec.CapabilityAdd",
        "1.40, 1.41, TaskTemplate.ContainerSpec.CapabilityDrop",
        "1.40, 1.41, TaskTemplate.ContainerSpec.Ulimits",
        "1.40, 1.41, TaskTemplate.Resources.Limits.Pids",
        "1.40, 1.41, Mode.ReplicatedJob",
        "1.40, 1.41, Mode.GlobalJob",
        "1.43, 1.44, TaskTemplate.ContainerSpec.Privileges.Seccomp",
        "1.43, 1.44, TaskTemplate.ContainerSpec.Privileges.AppArmor",
        "1.43, 1.44, TaskTemplate.ContainerSpec.Privileges.NoNewPrivileges",
        "1.45, 1.46, TaskTemplate.ContainerSpec.OomScoreAdj",
        "1.51, 1.52, TaskTemplate.Resources.SwapBytes",
        "1.51, 1.52, TaskTemplate.Resources.MemorySwappiness",
    })
    void aFieldThatTheEngineIsTooOldForIsNotSent(String spoken, String needed, String place) {
        Map<String, Consumer<ServiceSpec.Builder>> settings = Map.ofEntries(
                container("CapabilityAdd", c -> c.capabilityAdd("ALL")),
                container("CapabilityDrop", c -> c.capabilityDrop("ALL")),
                container("Ulimits", c -> c.ulimits(Ulimit.of("core", 0, 0))),
                container("OomScoreAdj", c -> c.oomScoreAdj(0)),
                container("Seccomp", c -> c.privileges(p -> p.seccomp(Seccomp.custom("{}")))),
                container("AppArmor", c -> c.privileges(p -> p.appArmor(AppArmor.of(AppArmorMode.DEFAULT)))),
                container("NoNewPrivileges", c -> c.privileges(p -> p.noNewPrivileges(false))),
                resources("Pids", r -> r.limits(l -> l.pids(0))),
                resources("SwapBytes", r -> r.swapBytes(0)),
                resources("MemorySwappiness", r -> r.memorySwappiness(0)),
                Map.entry("ReplicatedJob", s -> s.mode(ServiceMode.job(1, 1))),
                Map.entry("GlobalJob", s -> s.mode(ServiceMode.GLOBAL_JOB)));
        try (HttpEngine old = new HttpEngine(ApiVersion.parse(spoken))) {
            assertThatThrownBy(() -> old.await(old.docker
                            .services()
                            .create("x", settings.get(place.substring(place.lastIndexOf('.') + 1)))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining(place)
                    .hasMessageContaining(needed);
            assertThat(old.server.getAllServeEvents()).isEmpty();
        }
    }

    private static Map.Entry<String, Consumer<ServiceSpec.Builder>> container(
            String field, Consumer<TaskContainerSpec.Builder> change) {
        return Map.entry(field, s -> s.container(change));
    }

    private static Map.Entry<String, Consumer<ServiceSpec.Builder>> resources(
            String field, Consumer<TaskResources.Builder> change) {
        return Map.entry(field, s -> s.taskTemplate(t -> t.resources(change)));
    }

    @Test
    void aStatusThatTheEngineIsTooOldForIsNotAskedFor() {
        try (HttpEngine old = new HttpEngine(new ApiVersion(1, 40))) {
            assertThatThrownBy(() -> old.await(old.docker.services().list(l -> l.status(true))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("status");
        }
    }

    @Test
    void newerFieldsAreSentToNewerEngines() {
        try (HttpEngine young = new HttpEngine(new ApiVersion(1, 52))) {
            young.answers(201, "{\"ID\":\"abc\"}");
            young.await(young.docker.services().create("x", s -> s.container(c -> c.oomScoreAdj(-5))
                    .taskTemplate(t -> t.resources(r -> r.swapBytes(-1).memorySwappiness(0)))));
            young.askedWithJson(
                    "POST /v1.52/services/create",
                    "{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"x\",\"OomScoreAdj\":-5},"
                            + "\"Resources\":{\"SwapBytes\":-1,\"MemorySwappiness\":0}}}");
        }
    }
}

package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.swarm.RestartCondition;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service of an image that only one user may have: its nodes pull as whom the client names. */
class PrivateServiceEngineTest extends OneNodeSwarm {
    private final String[] registry =
            Reach.required("ESTIBADOR_PRIVATE_REGISTRY").split(" ", 3);
    private final RegistryAuth user = RegistryAuth.of(registry[1], registry[2]);
    private final String repository = registry[0] + "/estibador/" + unique("service");
    private final String image = repository + ":1";

    @BeforeEach
    void push() {
        await(harbor.docker.images().tag(Harbor.IMAGE, image), LIMIT);
        await(harbor.docker.images().push(image, p -> p.auth(user)).result(), LIMIT);
        await(harbor.docker.images().remove(image), LIMIT);
    }

    @AfterEach
    void removeWhatIsLeft() {
        removeServices();
        harbor.removeNames(repository);
    }

    private ServiceSpec spec() {
        return ServiceSpec.of(image)
                .name(unique("estibador"))
                .args("true")
                .taskTemplate(t -> t.restartPolicy(r -> r.condition(RestartCondition.NONE)))
                .build();
    }

    private static boolean isOver(Task task) {
        TaskState state = task.status().state();
        return TaskState.COMPLETE.equals(state) || TaskState.REJECTED.equals(state);
    }

    @Test
    void nodesPullAsWhomTheClientNamesAndNotAsNobody() {
        try (DockerClient docker = DockerClient.open(Reach.UNIX_NATIVE
                .config()
                .credentials(RegistryCredentials.of(Map.of(registry[0], user)))
                .build())) {
            String refused = await(docker.services().create(spec(), RegistryAuth.ANONYMOUS), LIMIT)
                    .id();
            assertThat(tasks(refused, 1, PrivateServiceEngineTest::isOver))
                    .allSatisfy(task -> assertThat(task.status().state()).isEqualTo(TaskState.REJECTED));

            String made = await(docker.services().create(spec()), LIMIT).id();
            assertThat(tasks(made, 1, PrivateServiceEngineTest::isOver))
                    .allSatisfy(task -> assertThat(task.status().state()).isEqualTo(TaskState.COMPLETE));
        }
    }
}

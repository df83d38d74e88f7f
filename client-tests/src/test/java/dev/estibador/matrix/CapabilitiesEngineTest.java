package dev.estibador.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an engine may lack: whoever lacks more has failed, and its tests are not skipped in silence. */
class CapabilitiesEngineTest {
    private static final Set<Capability> SINCE_PODMAN_5 = EnumSet.of(
            Capability.UPDATE, Capability.IMAGE_NAMES, Capability.COMMIT_CONFIGURATION, Capability.VOLUME_OPTIONS);

    private static Set<Capability> mayLack(String engine) {
        if (engine.startsWith("docker")) {
            return engine.equals("docker-28.5")
                    ? EnumSet.of(Capability.REGISTRY, Capability.PUSH_STEPS)
                    : EnumSet.of(Capability.REGISTRY, Capability.CONTAINERD_STORE);
        }
        Set<Capability> lacks = EnumSet.complementOf(EnumSet.of(Capability.REGISTRY));
        if (!engine.startsWith("podman-4")) {
            lacks.removeAll(SINCE_PODMAN_5);
        }
        return lacks;
    }

    @Test
    void anEngineLacksNoMoreThanIsKnownOfIt() {
        Set<Capability> lacks = EnumSet.allOf(Capability.class);
        lacks.removeIf(EngineUnderTest::can);

        assertThat(lacks).isSubsetOf(mayLack(EngineUnderTest.title()));
    }
}

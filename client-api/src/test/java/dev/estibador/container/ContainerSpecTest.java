package dev.estibador.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerSpecTest {
    private static ContainerConfig built(ContainerSpec.Builder spec) {
        return spec.build().config();
    }

    @Test
    void aVariableThatIsSetAgainHasTheLastValueOnly() {
        assertThat(built(ContainerSpec.of("i").env("A", "1").env("AB", "2").env("A", "3=4"))
                        .env())
                .containsExactly("AB=2", "A=3=4");
        assertThatThrownBy(() -> ContainerSpec.of("i").env("A=B", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"A=..\"");
    }

    @Test
    void aCommandIsOneThingAndIsReplaced() {
        ContainerSpec.Builder spec = ContainerSpec.of("i").cmd("a", "b").entrypoint("x");
        assertThat(built(spec.cmd("c").entrypoint("y", "z")).cmd()).containsExactly("c");
        assertThat(built(spec).entrypoint()).isEqualTo(List.of("y", "z"));
    }
}

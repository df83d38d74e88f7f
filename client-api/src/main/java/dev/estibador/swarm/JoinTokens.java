package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/** What engines join the swarm with. Their text never shows them. */
public record JoinTokens(
        @JsonProperty("Worker") String worker,
        @JsonProperty("Manager") String manager) {
    @JsonCreator
    public JoinTokens {
        worker = Copies.text(worker);
        manager = Copies.text(manager);
    }

    @Override
    public String toString() {
        return "JoinTokens[]";
    }
}

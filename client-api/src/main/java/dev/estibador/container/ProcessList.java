package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/**
 * The answer of {@code GET /containers/{id}/top}: a table of the container's processes, as the machine's {@code ps}
 * prints it.
 *
 * @param titles of the columns
 * @param processes a row for each
 */
public record ProcessList(
        @JsonProperty("Titles") List<String> titles,
        @JsonProperty("Processes") List<List<String>> processes) {
    @JsonCreator
    public ProcessList {
        titles = Copies.of(titles);
        processes = Copies.of(processes);
    }
}

package dev.estibador.image;

import dev.estibador.common.Copies;
import java.util.List;
import java.util.stream.Stream;

/**
 * A load's result. Engines tell it in words only.
 *
 * @param lines what the engine said, a line each
 */
public record ImagesLoaded(List<String> lines) {
    public ImagesLoaded {
        lines = Copies.of(lines);
    }

    /**
     * The names, or ids of those without a name, that were loaded: the last word of each line that begins with
     * {@code Loaded image}, or each of several there. Empty with an engine that words it differently.
     */
    public List<String> names() {
        return lines.stream()
                .filter(line -> line.startsWith("Loaded image"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .flatMap(names -> Stream.of(names.split(",", -1))) // Podman has them all in one line
                .toList();
    }
}

package dev.estibador.image;

import dev.estibador.common.Copies;
import java.util.List;

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
     * {@code Loaded image}. Empty with an engine that words it differently.
     */
    public List<String> names() {
        return lines.stream()
                .filter(line -> line.startsWith("Loaded image"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }
}

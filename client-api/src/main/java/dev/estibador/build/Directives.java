package dev.estibador.build;

import java.util.Locale;

/**
 * The parser directives, which stand above all else in a Dockerfile; given to the lambda of {@link
 * Dockerfile#directives}.
 */
public final class Directives {
    private String syntax = "";
    private String escape = "";
    private String check = "";

    Directives() {}

    /**
     * {@code # syntax=image}: the image that reads the Dockerfile, such as {@code docker/dockerfile:1}. It is pulled
     * before the build, and brings all that is new to an engine that is not. BuildKit; a comment to the classic
     * builder.
     */
    public Directives syntax(String image) {
        syntax = line("syntax", image);
        return this;
    }

    /**
     * {@code # escape=}: {@code \}, or a backtick, so that paths of Windows need no doubling. All that is written below
     * is escaped by it.
     */
    public Directives escape(char escape) {
        if (escape != '\\' && escape != '`') {
            throw new IllegalArgumentException("The escape character is \\ or a backtick, and not " + escape);
        }
        this.escape = line("escape", String.valueOf(escape));
        return this;
    }

    /**
     * {@code # check=}: which checks of the Dockerfile are skipped, and whether the others are errors, such as {@code
     * skip=JSONArgsRecommended;error=true}. BuildKit, since Dockerfile 1.8.
     */
    public Directives check(String rules) {
        check = line("check", rules);
        return this;
    }

    private static String line(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "The directive '%s' needs a value", name));
        }
        return "# " + name + "=" + Notation.plain(name, value.strip(), "it must be one line") + "\n";
    }

    String text() {
        return syntax + escape + check;
    }
}

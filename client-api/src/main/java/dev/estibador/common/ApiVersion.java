package dev.estibador.common;

import java.util.Comparator;

/** A version of the Engine API, such as 1.41. Ordered by number: 1.9 comes before 1.41. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /** Reads {@code 1.41} or {@code v1.41}; anything else is an {@link IllegalArgumentException}. */
    public static ApiVersion parse(String text) {
        String numbers = text.trim();
        int start = numbers.startsWith("v") ? 1 : 0;
        int dot = numbers.indexOf('.');
        int major = dot < 0 ? -1 : number(numbers, start, dot);
        int minor = number(numbers, dot + 1, numbers.length());
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no API version; expected two numbers, such as 1.41");
        }
        return new ApiVersion(major, minor);
    }

    /** One to four digits; negative if it is anything else. */
    private static int number(String text, int from, int to) {
        int number = to - from < 1 || to - from > 4 ? -1 : 0;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : -1;
        }
        return number;
    }

    public boolean isAtLeast(ApiVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

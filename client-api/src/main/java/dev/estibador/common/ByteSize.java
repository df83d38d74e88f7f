package dev.estibador.common;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them, in powers of 1024 as the docker CLI reads them: {@code 512}, {@code 64k}, {@code 1.5GiB}. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgtp]?)(?:i?b)?");

    private ByteSize() {}

    /** The number of bytes; an {@link IllegalArgumentException} where the text is no size or exceeds 64 bits. */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no size; expected a number with k, m, g, t or p, such as 256m");
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : "kmgtp".indexOf(unit) + 1;
        double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
        if (bytes >= Long.MAX_VALUE) {
            throw new IllegalArgumentException("\"" + text + "\" is larger than 64 bits hold");
        }
        return (long) bytes;
    }
}

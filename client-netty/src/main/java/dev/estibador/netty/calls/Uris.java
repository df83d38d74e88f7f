package dev.estibador.netty.calls;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986) of what users name: all but unreserved characters, as UTF-8. */
final class Uris {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Uris() {}

    /**
     * The path with each {@code {}} replaced by a name. A name must not be empty, and no part of it a folder's own or its parent's name, or
     * the path would be another one.
     */
    static String path(String template, String... names) {
        if (names.length == 0) {
            return template;
        }
        StringBuilder path = new StringBuilder();
        int from = 0;
        for (String name : names) {
            int hole = template.indexOf("{}", from);
            path.append(template, from, hole).append(segment(name));
            from = hole + 2;
        }
        return path.append(template, from, template.length()).toString();
    }

    private static String segment(String name) {
        // inspect and list give names with a leading slash, which the engine takes only without
        String bare = name.startsWith("/") ? name.substring(1) : name;
        if (bare.isBlank() || ("/" + bare + "/").contains("/./") || ("/" + bare + "/").contains("/../")) {
            throw new IllegalArgumentException("\"" + name + "\" is no name or id");
        }
        return encode(bare, PLAIN + ":@/");
    }

    static String query(String value) {
        return encode(value, PLAIN + "/:,");
    }

    private static String encode(String text, String plain) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (plain.indexOf((char) (b & 0xff)) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return encoded.toString();
    }
}

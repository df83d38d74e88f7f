package dev.estibador.netty.calls;

import java.util.regex.Pattern;

/** What others say, quoted in a message of ours: one line of bounded length, without control characters and the markup of a page. */
final class ForeignText {
    private static final int MOST = 300;
    private static final int MOST_READ = 8 << 10;
    /** What a page does not show, or shows elsewhere. */
    private static final Pattern UNSEEN = Pattern.compile("(?is)<!--.*?-->|<(head|style|script)\\b.*?</\\1\\s*>");

    private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z!][^>]*>");
    private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\s\\x{80}-\\x{9f}]+");

    private ForeignText() {}

    /** Empty if there is nothing to be seen in it. */
    static String quoted(String text) {
        // no more of it, since what looks for the ends of a page's parts would look through all of it for each
        String shown = text.length() > MOST_READ ? text.substring(0, MOST_READ) : text;
        if (shown.stripLeading().startsWith("<")) {
            shown = MARKUP.matcher(UNSEEN.matcher(shown).replaceAll(" ")).replaceAll(" ");
        }
        String line = BLANK.matcher(shown).replaceAll(" ").strip();
        return line.length() > MOST ? line.substring(0, MOST) + ".." : line;
    }

    /** The same of what an engine says on purpose, which may have lines and be as long as it has to. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\\n\\t]]+", " ").strip();
    }
}

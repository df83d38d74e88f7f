package dev.estibador.contract;

import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine with one container, whose log is a list of messages. It knows {@code tail}, {@code since}, {@code until}, sources and
 * {@code follow} as dockerd does: the tail is counted first, then what is not asked for is left out, one message at a time. What happens at
 * each request for the log is planned; requests after the plan get all that they ask for.
 */
final class LogDouble implements Script {
    /** How the reply to a request ends. */
    enum End {
        /** By a reset, in the middle of what would come next. */
        CUT,
        /** In good form, whatever was asked for. */
        PROPER,
        /** Without a head. */
        NO_HEAD,
        /** As an engine ends it: in good form, once the container has stopped. */
        WHOLE
    }

    /** One request for the log. */
    private record Turn(Runnable before, int messages, End end) {}

    /** @param source 1 for standard output, 2 for standard error */
    record Message(int source, String time, String text) {
        Instant at() {
            return Instant.parse(time);
        }

        private String bytes(boolean tty) {
            String marked = time + " " + text;
            return tty ? marked : Conversation.frame(source, marked);
        }
    }

    private final boolean tty;
    private final List<Message> log = new CopyOnWriteArrayList<>();
    private final List<Turn> plan = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean running = true;
    private volatile String date = "";

    LogDouble(boolean tty) {
        this.tty = tty;
    }

    LogDouble() {
        this(false);
    }

    LogDouble has(Message... messages) {
        log.addAll(Arrays.asList(messages));
        return this;
    }

    /** A line of standard output, at that time of one day. */
    static Message line(String time, String text) {
        return piece(time, text + "\n");
    }

    static Message piece(String time, String text) {
        return new Message(1, "2026-11-29T" + time + "Z", text);
    }

    /** The next request finds the log as it is after {@code before}, and gets so many of the messages that it asks for. */
    LogDouble turn(Runnable before, int messages, End end) {
        plan.add(new Turn(before, messages, end));
        return this;
    }

    LogDouble turn(int messages, End end) {
        return turn(() -> {}, messages, end);
    }

    void write(Message... messages) {
        has(messages);
    }

    /** Sets the engine's clock, which it puts into its replies; it does not go on by itself. */
    LogDouble clock(String time) {
        date = "Date: Sun, 29 Nov 2026 " + time + " GMT\r\n";
        return this;
    }

    void rotate() {
        log.clear();
    }

    void stop() {
        running = false;
    }

    /** The requests for the log, in their order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void play(Conversation c) throws IOException {
        String head = c.head();
        while (head.contains("/json ")) {
            c.json("{\"State\":{\"Running\":" + running + "},\"Config\":{\"Tty\":" + tty + "}}");
            head = c.head();
        }
        int number = turns.getAndIncrement();
        asked.add(head.substring(head.indexOf("/logs?"), head.indexOf(" HTTP/")));
        Turn turn = number < plan.size() ? plan.get(number) : new Turn(() -> {}, Integer.MAX_VALUE, End.WHOLE);
        turn.before.run();
        if (turn.end == End.NO_HEAD) {
            return;
        }
        String type = tty ? "raw-stream" : "multiplexed-stream";
        c.say("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker." + type + "\r\n" + date
                + "Transfer-Encoding: chunked\r\n\r\n");
        List<Message> part = part(head);
        for (Message message : part.subList(0, Math.min(part.size(), turn.messages))) {
            c.chunk(message.bytes(tty));
        }
        if (turn.end == End.CUT) {
            c.say("40\r\n" + Conversation.frame(1, "never to be given").substring(0, 12));
            c.reset();
        } else if (turn.end == End.PROPER || !running || !head.contains("follow=true")) {
            c.say("0\r\n\r\n").awaitClose();
        } else {
            c.awaitClose();
        }
    }

    private List<Message> part(String head) {
        String tail = parameter(head, "tail");
        String since = parameter(head, "since");
        List<Message> part = new ArrayList<>(log);
        if (tail != null) {
            part = part.subList(Math.max(0, part.size() - Integer.parseInt(tail)), part.size());
        }
        if (since != null) {
            Instant from = time(since);
            part = part.stream().filter(message -> !message.at().isBefore(from)).toList();
        }
        String until = parameter(head, "until");
        return part.stream()
                .filter(message -> until == null || !message.at().isAfter(time(until)))
                .filter(message -> head.contains(message.source == 1 ? "stdout=true" : "stderr=true"))
                .toList();
    }

    private static Instant time(String seconds) {
        BigDecimal since1970 = new BigDecimal(seconds);
        return Instant.ofEpochSecond(
                since1970.longValue(),
                since1970.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    private static String parameter(String head, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^& ]*)").matcher(head);
        return found.find() ? found.group(1) : null;
    }
}

package dev.estibador.bench;

import dev.estibador.connect.ChannelKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A contender as a process of its own: told its name and the engine's socket, it says {@code ready}, then answers each line
 * with {@code ok} and the values or {@code failed} and the reason, and ends with its standard input.
 */
final class ContenderMain {
    private interface Work {
        Map<String, Double> run(String line) throws Exception;
    }

    private ContenderMain() {}

    static Contender contender(String name, Path engine) {
        return switch (name) {
            case "raw" -> new RawContender(engine);
            case "ours" -> new OurContender(engine);
            case "httpclient5" -> DockerJavaContender.httpclient5(engine);
            case "zerodep" -> DockerJavaContender.zerodep(engine);
            default -> new OurContender(engine, ChannelKind.valueOf(name));
        };
    }

    public static void main(String[] args) throws Exception {
        Path engine = Path.of(args[1]);
        if (args[0].equals(TarAndCurl.NAME)) {
            serve(new TarAndCurl(engine)::run);
            return;
        }
        try (Contender contender = contender(args[0], engine)) {
            serve(new Tasks(contender, engine)::run);
        } catch (IOException e) {
            System.err.println(e);
        }
        System.exit(0); // docker-java leaves threads that are no daemons
    }

    private static void serve(Work work) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(work, line));
        }
    }

    private static String answer(Work work, String line) {
        try {
            return work.run(line).entrySet().stream()
                    .map(ContenderMain::text)
                    .collect(Collectors.joining(" ", "ok ", ""));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            return "failed " + e.toString().replace('\n', ' ');
        }
    }

    private static String text(Map.Entry<String, Double> value) {
        return value.getKey() + "=" + value.getValue();
    }
}

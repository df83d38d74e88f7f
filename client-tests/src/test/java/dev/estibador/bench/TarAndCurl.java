package dev.estibador.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tar -c folder | curl -T -}: a build context sent by what every machine has. The shell that runs the two says how
 * long they took and what of the processor, so that neither the start of this JVM nor its own work is counted.
 */
final class TarAndCurl {
    static final String NAME = "tar+curl";

    private static final String SCRIPT = """
            set -o pipefail
            TIMEFORMAT='%3R s, user %3U, system %3S'
            time tar -c -f - -C "$1" . |
                curl --silent --show-error --fail --max-time 60 --unix-socket "$2" --request POST \\
                    --header 'Content-Type: application/x-tar' --upload-file - http://localhost/v1.51/build
            """;
    private static final Pattern TIMES = Pattern.compile("([\\d.]+) s, user ([\\d.]+), system ([\\d.]+)");

    private final Path engine;

    TarAndCurl(Path engine) {
        this.engine = engine;
    }

    /** Does the one task that it knows, {@code build folder bytes}. */
    Map<String, Double> run(String line) throws IOException, InterruptedException {
        String[] words = line.split(" ", -1);
        Tasks.check(words[0].equals("build"), "not a task for tar and curl", line);
        ProcessBuilder both =
                new ProcessBuilder("bash", "-c", SCRIPT, "bash", words[1], engine.toString()).redirectErrorStream(true);
        both.environment().put("LC_ALL", "C");
        Process process = both.start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Tasks.check(process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0, "they failed", said);
            Matcher times = TIMES.matcher(said);
            Tasks.check(times.find(), "they told no times", said);
            Map<String, Double> values = new HashMap<>();
            values.put("wall", Double.valueOf(times.group(1)));
            values.put("cpu", Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(3)));
            values.put("bytes", (double) Tasks.arrived(engine, Long.parseLong(words[2])));
            return values;
        } finally {
            process.destroyForcibly();
        }
    }
}

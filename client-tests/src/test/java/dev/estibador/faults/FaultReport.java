package dev.estibador.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of all cells, as a table of operations and faults, with a name for each cell that is bad. */
final class FaultReport {
    private static final Path FILE = Path.of("target", "faults.md");

    private final List<CellResult> results;
    private final List<String> leaks;

    /** @param leaks what was found left when all was over, such as threads */
    FaultReport(List<CellResult> results, List<String> leaks) {
        this.results = results;
        this.leaks = leaks;
    }

    /** The cells that must not be, one a line, and what was left; empty if all is well. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(leaks);
        for (CellResult result : results) {
            if (result.verdict().isBad()) {
                problems.add("`" + result.cell().name() + "` " + result.verdict() + " after " + result.millis()
                        + " ms: " + shortened(result.detail()));
            }
        }
        return problems;
    }

    private static String shortened(String detail) {
        String line = detail.replaceAll("[\\p{Cntrl}|`]", " ");
        return line.length() <= 300 ? line : line.substring(0, 300) + " ..";
    }

    /** {@code 2345 cells: 0 hangs, 0 wrong, ..}. */
    String totals() {
        return results.size() + " cells: " + count(Verdict.HANG) + " hangs, "
                + (count(Verdict.WRONG) + count(Verdict.BROKEN))
                + " wrong, " + count(Verdict.UNTYPED) + " untyped, " + count(Verdict.SILENT_END) + " silent ends, "
                + (count(Verdict.LEAK) + leaks.size()) + " leaks; " + count(Verdict.RIGHT) + " right, "
                + count(Verdict.FAILED) + " failed properly, " + count(Verdict.ALTERED) + " altered by a changed byte, "
                + count(Verdict.ENDED) + " sessions ended as their processes do, " + count(Verdict.UNREACHED)
                + " ended before the moment";
    }

    private long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder("# Faults\n\n" + totals() + ".\n\n");
        text.append("Cells by operation and fault: all, and how many of them are bad.\n\n| operation |");
        for (Fault fault : Fault.values()) {
            text.append(' ').append(fault).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Fault.values().length)).append('\n');
        rows().forEach((operation, row) -> {
            text.append("| ").append(operation).append(" |");
            for (Fault fault : Fault.values()) {
                long all = row.stream().filter(r -> r.cell().fault() == fault).count();
                long bad = row.stream()
                        .filter(r -> r.cell().fault() == fault && r.verdict().isBad())
                        .count();
                text.append(' ')
                        .append(all)
                        .append(bad == 0 ? "" : ", **" + bad + " bad**")
                        .append(" |");
            }
            text.append('\n');
        });
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            text.append("\n## Bad cells\n\nOne is run again by `dev/faults NAME`.\n\n");
            problems.forEach(problem -> text.append("- ").append(problem).append('\n'));
        }
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text);
    }

    private Map<String, List<CellResult>> rows() {
        Map<String, List<CellResult>> rows = new LinkedHashMap<>();
        for (CellResult result : results) {
            rows.computeIfAbsent(result.cell().operation().name(), name -> new ArrayList<>())
                    .add(result);
        }
        return rows;
    }
}

package dev.workerlet.benchmarks.peers;

import dev.workerlet.benchmarks.peers.Finding.End;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of all peers, in Markdown. */
final class PeersReport {
    private final Map<String, String> versions;
    private final Map<String, Map<String, Finding>> byAttack = new LinkedHashMap<>();

    /** @param versions of the peers by name, in their order */
    PeersReport(Map<String, String> versions, List<Finding> findings) {
        this.versions = versions;
        findings.stream()
                .sorted((left, right) -> left.attack().compareTo(right.attack()))
                .forEach(finding -> byAttack.computeIfAbsent(finding.attack(), name -> new LinkedHashMap<>())
                        .put(finding.peer(), finding));
    }

    /** All of it. */
    String text() {
        List<String> lines = new ArrayList<>();
        versions.forEach((peer, version) -> lines.add("- " + peer + ": " + version));
        lines.add("");
        groups(lines);
        lines.add("");
        ends(lines);
        lines.add("");
        attacks(lines);
        return String.join("\n", lines) + "\n";
    }

    private void title(List<String> lines, String first, String rule) {
        lines.add("| " + first + " | " + String.join(" | ", versions.keySet()) + " |");
        lines.add("|---|" + rule.repeat(versions.size()));
    }

    private List<Finding> of(String peer) {
        return byAttack.values().stream()
                .filter(findings -> findings.containsKey(peer))
                .map(findings -> findings.get(peer))
                .toList();
    }

    private void groups(List<String> lines) {
        title(lines, "survived, of those that ran", "--:|");
        Set<String> groups = byAttack.values().stream()
                .flatMap(findings -> findings.values().stream())
                .map(Finding::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String group : groups) {
            lines.add("| " + group + " | "
                    + cells(peer -> survived(of(peer).stream()
                            .filter(finding -> finding.group().equals(group))
                            .toList())));
        }
        lines.add("| all | " + cells(peer -> survived(of(peer))));
    }

    private static String survived(List<Finding> findings) {
        List<Finding> counted = findings.stream().filter(Finding::counts).toList();
        return counted.stream().filter(finding -> finding.end().survived()).count() + " of " + counted.size();
    }

    private void ends(List<String> lines) {
        title(lines, "end", "--:|");
        for (End end : End.values()) {
            lines.add("| " + end.text() + " | "
                    + cells(peer -> Long.toString(of(peer).stream()
                            .filter(finding -> finding.end() == end)
                            .count())));
        }
    }

    private void attacks(List<String> lines) {
        title(lines, "script", "---|");
        byAttack.forEach((attack, findings) -> lines.add("| " + attack + " | "
                + cells(peer -> {
                    Finding finding = findings.get(peer);
                    return finding == null ? "" : finding.end().text();
                })));
    }

    private String cells(Function<String, String> cell) {
        return versions.keySet().stream().map(cell).collect(Collectors.joining(" | ")) + " |";
    }
}

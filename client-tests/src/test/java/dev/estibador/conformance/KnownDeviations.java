package dev.estibador.conformance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where we differ from the specifications on purpose, each with its reason. */
final class KnownDeviations {
    /** By the beginning of what they are about, or all of it. */
    private final Map<String, String> reasons = new LinkedHashMap<>();

    KnownDeviations() {
        because(
                "older engines attach all three streams whatever they are asked, which is said where it matters",
                "GET /containers/{id}/attach/ws query std*");
        because(
                "of Engine 19.03 alone; CapAdd and CapDrop say the same",
                "GET /containers/{id}/json reply HostConfig.Capabilities",
                "POST /containers/create body HostConfig.Capabilities");
        because(
                "older engines overlook it in a request and tell it in a reply, so asking for it is refused",
                "POST /containers/create body NetworkingConfig.EndpointsConfig{}.MacAddress",
                "POST /networks/{id}/connect body EndpointConfig.MacAddress");
        because(
                "only the inspection of a network tells them, whatever the older specifications say",
                "GET /networks reply [].Containers*",
                "GET /networks reply [].Services*");
        because(
                "gone before the summaries came; their entries are read as those of the lists of old",
                "GET /system/df reply BuildCacheUsage.Items[].Parent",
                "GET /system/df reply ImageUsage.Items[].VirtualSize");
        because("of the swarm before there was one in the engine", "GET /info reply SystemStatus");
        because("no engine has read it for ten years", "POST /auth body email");
        because("one specification's slip: all engines say Warnings", "POST /services/create reply Warning");
        because(
                "one specification's slip: limits never had them",
                "POST /services/create body TaskTemplate.Resources.Limits.GenericResources*",
                "POST /services/{id}/update body TaskTemplate.Resources.Limits.GenericResources*",
                "GET /services reply [].Spec.TaskTemplate.Resources.Limits.GenericResources*",
                "GET /services/{id} reply Spec.TaskTemplate.Resources.Limits.GenericResources*",
                "GET /services reply [].PreviousSpec.TaskTemplate.Resources.Limits.GenericResources*",
                "GET /services/{id} reply PreviousSpec.TaskTemplate.Resources.Limits.GenericResources*",
                "GET /tasks reply [].Spec.Resources.Limits.GenericResources*",
                "GET /tasks/{id} reply Spec.Resources.Limits.GenericResources*");
    }

    private void because(String reason, String... deviations) {
        for (String deviation : deviations) {
            reasons.put(deviation, reason);
        }
    }

    private static boolean about(String fact, String deviation) {
        return fact.equals(deviation)
                || (deviation.endsWith("*") && fact.startsWith(deviation.substring(0, deviation.length() - 1)));
    }

    List<String> unexplained(Collection<String> facts) {
        return facts.stream()
                .filter(fact -> reasons.keySet().stream().noneMatch(deviation -> about(fact, deviation)))
                .sorted()
                .toList();
    }

    /** The deviations that none of the facts needs. */
    List<String> without(Collection<String> facts) {
        return reasons.keySet().stream()
                .filter(deviation -> facts.stream().noneMatch(fact -> about(fact, deviation)))
                .toList();
    }

    int size() {
        return reasons.size();
    }
}

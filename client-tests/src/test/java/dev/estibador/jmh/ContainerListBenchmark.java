package dev.estibador.jmh;

import dev.estibador.container.ContainerSummary;
import dev.estibador.netty.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of 1,000 containers, about a megabyte as engines write it, read by our mapper and by a plain one into the same
 * records: one operation a list.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class ContainerListBenchmark {
    private static final JsonMapper PLAIN = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final JavaType LIST =
            PLAIN.getTypeFactory().constructCollectionType(List.class, ContainerSummary.class);

    private final byte[] reply = IntStream.range(0, 1_000)
            .mapToObj(ContainerListBenchmark::container)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);

    /** A time as RFC 3339 here, which both mappers read; as a number only ours gives the right one. */
    private static String container(int i) {
        String id = "%064x".formatted(i * 7_919L);
        return """
                {"Id":"%s","Names":["/service-%d"],"Image":"registry.example/team/service:%d","ImageID":"sha256:%s",
                 "Command":"/docker-entrypoint.sh serve --port 80","Created":"2026-01-02T03:04:05Z","State":"running",
                 "Status":"Up 3 hours (healthy)",
                 "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":%d,"Type":"tcp"},
                          {"IP":"::","PrivatePort":80,"PublicPort":%d,"Type":"tcp"}],
                 "Labels":{"com.docker.compose.project":"p","com.docker.compose.service":"s%d","maintainer":"team"},
                 "HostConfig":{"NetworkMode":"front"},
                 "NetworkSettings":{"Networks":{"front":{"IPAMConfig":null,"Links":null,"Aliases":null,"NetworkID":"%s",
                  "EndpointID":"%s","Gateway":"172.18.0.1","IPAddress":"172.18.0.9","IPPrefixLen":16,
                  "IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"MacAddress":"02:42:ac:12:00:09",
                  "DriverOpts":null}}},
                 "Mounts":[{"Type":"volume","Name":"data","Source":"/var/lib/docker/volumes/data/_data",
                  "Destination":"/data","Driver":"local","Mode":"z","RW":true,"Propagation":""}]}""".formatted(id, i, i % 9, id, 8_000 + i, 8_000 + i, i, id, id);
    }

    @Benchmark
    public List<ContainerSummary> ours() {
        return Json.readList("GET /containers/json", reply, ContainerSummary.class);
    }

    @Benchmark
    public List<ContainerSummary> plain() {
        return PLAIN.readValue(reply, LIST);
    }
}

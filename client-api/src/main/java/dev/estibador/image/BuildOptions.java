package dev.estibador.image;

import dev.estibador.build.BuildSecret;
import dev.estibador.common.Copies;
import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.container.Isolation;
import dev.estibador.container.Resources.Ulimit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to build an image. What says "classic" has no effect on BuildKit.
 *
 * @param dockerfile path in the context; the context's own, or {@code Dockerfile}, unless told otherwise
 * @param tags name and optional tag: {@code acme/app:1}
 * @param extraHosts {@code name:address}
 * @param quiet tell nothing but the result
 * @param cacheFrom images whose layers may serve as cache
 * @param pull look for newer base images
 * @param keepIntermediate keep the containers between the steps; classic
 * @param forceRemove remove those containers also when the build fails; classic
 * @param memory bytes, classic
 * @param memorySwap bytes of memory and swap together, -1 for no limit of swap; classic
 * @param cpuShares weight, classic
 * @param cpusetCpus such as {@code 0-3}; classic
 * @param cpusetMems memory nodes, such as {@code 0,1}; classic
 * @param cpuPeriod microseconds, classic
 * @param cpuQuota microseconds of CPU time in each period; classic
 * @param buildArgs a null value takes the argument from the engine's own environment
 * @param shmSize bytes of {@code /dev/shm}
 * @param squash make one layer of what the build adds; for engines with experimental features, classic
 * @param networkMode of RUN instructions
 * @param platform null for the engine's own
 * @param target the stage to build; the last unless told otherwise
 * @param outputs where the result goes, BuildKit; an image in the engine unless told otherwise
 * @param version the builder; BuildKit unless told otherwise. An engine that has only one builder builds with that, except
 *     that Windows engines, which have no BuildKit, must be told {@link BuilderVersion#CLASSIC}
 * @param buildId to {@linkplain Images#cancelBuild cancel} it by; BuildKit
 * @param session the id of a {@linkplain Images#openSession session that you have opened}, which then has to serve secrets,
 *     agents and registries; null to have one opened where the build needs it; BuildKit
 * @param cgroupParent of the containers, classic
 * @param isolation on Windows, classic
 * @param securityOpt {@code name=value}, classic
 * @param registryAuths by registry: {@code registry.example.com:5000}, {@code https://index.docker.io/v1/} for Docker Hub
 * @param secrets what a {@code RUN --mount=type=secret,id=..} may see, by that id; BuildKit
 * @param sshAgents sockets of the agents that a {@code RUN --mount=type=ssh,id=..} may use, by that id; null for the socket in
 *     {@code SSH_AUTH_SOCK}. Keys can be listed and signed with, nothing else; BuildKit
 * @param destination where the result comes to on this side; null to leave it with the engine; BuildKit
 */
public record BuildOptions(
        @Nullable String dockerfile,
        List<String> tags,
        List<String> extraHosts,
        boolean quiet,
        boolean noCache,
        List<String> cacheFrom,
        boolean pull,
        boolean keepIntermediate,
        boolean forceRemove,
        @Nullable Long memory,
        @Nullable Long memorySwap,
        @Nullable Long cpuShares,
        @Nullable String cpusetCpus,
        @Nullable String cpusetMems,
        @Nullable Long cpuPeriod,
        @Nullable Long cpuQuota,
        Map<String, @Nullable String> buildArgs,
        @Nullable Long shmSize,
        @Nullable Boolean squash,
        Map<String, String> labels,
        @Nullable String networkMode,
        @Nullable Platform platform,
        @Nullable String target,
        List<BuildOutput> outputs,
        @Nullable BuilderVersion version,
        @Nullable String buildId,
        @Nullable String session,
        List<Ulimit> ulimits,
        @Nullable String cgroupParent,
        @Nullable Isolation isolation,
        List<String> securityOpt,
        Map<String, RegistryAuth> registryAuths,
        Map<String, BuildSecret> secrets,
        Map<String, @Nullable Path> sshAgents,
        @Nullable BuildDestination destination) {
    public BuildOptions {
        tags = Copies.of(tags);
        extraHosts = Copies.of(extraHosts);
        cacheFrom = Copies.of(cacheFrom);
        buildArgs = Collections.unmodifiableMap(new LinkedHashMap<>(buildArgs));
        labels = Copies.of(labels);
        outputs = Copies.of(outputs);
        ulimits = Copies.of(ulimits);
        securityOpt = Copies.of(securityOpt);
        registryAuths = Copies.of(registryAuths);
        secrets = Copies.of(secrets);
        sshAgents = Collections.unmodifiableMap(new LinkedHashMap<>(sshAgents));
    }

    /** Of the build arguments only the names, since tokens travel in them. */
    @Override
    public String toString() {
        return "BuildOptions" + tags + (buildArgs.isEmpty() ? "" : " with " + buildArgs.keySet());
    }

    public static final BuildOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String dockerfile;
        private final List<String> tags = new ArrayList<>();
        private final List<String> extraHosts = new ArrayList<>();
        private boolean quiet = false;
        private boolean noCache = false;
        private final List<String> cacheFrom = new ArrayList<>();
        private boolean pull = false;
        private boolean keepIntermediate = false;
        private boolean forceRemove = false;
        private @Nullable Long memory;
        private @Nullable Long memorySwap;
        private @Nullable Long cpuShares;
        private @Nullable String cpusetCpus;
        private @Nullable String cpusetMems;
        private @Nullable Long cpuPeriod;
        private @Nullable Long cpuQuota;
        private final Map<String, @Nullable String> buildArgs = new LinkedHashMap<>();
        private @Nullable Long shmSize;
        private @Nullable Boolean squash;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable String networkMode;
        private @Nullable Platform platform;
        private @Nullable String target;
        private final List<BuildOutput> outputs = new ArrayList<>();
        private @Nullable BuilderVersion version;
        private @Nullable String buildId;
        private @Nullable String session;
        private final List<Ulimit> ulimits = new ArrayList<>();
        private @Nullable String cgroupParent;
        private @Nullable Isolation isolation;
        private final List<String> securityOpt = new ArrayList<>();
        private final Map<String, RegistryAuth> registryAuths = new LinkedHashMap<>();
        private final Map<String, BuildSecret> secrets = new LinkedHashMap<>();
        private final Map<String, @Nullable Path> sshAgents = new LinkedHashMap<>();
        private @Nullable BuildDestination destination;

        private Builder() {}

        public Builder dockerfile(@Nullable String value) {
            dockerfile = value;
            return this;
        }

        public Builder tags(String... more) {
            tags.addAll(List.of(more));
            return this;
        }

        public Builder tags(List<String> all) {
            tags.clear();
            tags.addAll(all);
            return this;
        }

        public Builder extraHosts(String... more) {
            extraHosts.addAll(List.of(more));
            return this;
        }

        public Builder extraHosts(List<String> all) {
            extraHosts.clear();
            extraHosts.addAll(all);
            return this;
        }

        public Builder quiet(boolean value) {
            quiet = value;
            return this;
        }

        public Builder noCache(boolean value) {
            noCache = value;
            return this;
        }

        public Builder cacheFrom(String... more) {
            cacheFrom.addAll(List.of(more));
            return this;
        }

        public Builder cacheFrom(List<String> all) {
            cacheFrom.clear();
            cacheFrom.addAll(all);
            return this;
        }

        public Builder pull(boolean value) {
            pull = value;
            return this;
        }

        public Builder keepIntermediate(boolean value) {
            keepIntermediate = value;
            return this;
        }

        public Builder forceRemove(boolean value) {
            forceRemove = value;
            return this;
        }

        public Builder memory(long value) {
            memory = value;
            return this;
        }

        public Builder memorySwap(long value) {
            memorySwap = value;
            return this;
        }

        public Builder cpuShares(long value) {
            cpuShares = value;
            return this;
        }

        public Builder cpusetCpus(@Nullable String value) {
            cpusetCpus = value;
            return this;
        }

        public Builder cpusetMems(@Nullable String value) {
            cpusetMems = value;
            return this;
        }

        public Builder cpuPeriod(long value) {
            cpuPeriod = value;
            return this;
        }

        public Builder cpuQuota(long value) {
            cpuQuota = value;
            return this;
        }

        public Builder buildArgs(String key, @Nullable String value) {
            buildArgs.put(key, value);
            return this;
        }

        public Builder buildArgs(Map<String, @Nullable String> all) {
            buildArgs.clear();
            buildArgs.putAll(all);
            return this;
        }

        public Builder shmSize(long value) {
            shmSize = value;
            return this;
        }

        public Builder squash(boolean value) {
            squash = value;
            return this;
        }

        public Builder labels(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder labels(Map<String, String> all) {
            labels.clear();
            labels.putAll(all);
            return this;
        }

        public Builder networkMode(@Nullable String value) {
            networkMode = value;
            return this;
        }

        public Builder platform(@Nullable Platform value) {
            platform = value;
            return this;
        }

        public Builder target(@Nullable String value) {
            target = value;
            return this;
        }

        public Builder outputs(BuildOutput... more) {
            outputs.addAll(List.of(more));
            return this;
        }

        public Builder outputs(List<BuildOutput> all) {
            outputs.clear();
            outputs.addAll(all);
            return this;
        }

        public Builder version(@Nullable BuilderVersion value) {
            version = value;
            return this;
        }

        public Builder buildId(@Nullable String value) {
            buildId = value;
            return this;
        }

        public Builder session(@Nullable String value) {
            session = value;
            return this;
        }

        public Builder ulimits(Ulimit... more) {
            ulimits.addAll(List.of(more));
            return this;
        }

        public Builder ulimits(List<Ulimit> all) {
            ulimits.clear();
            ulimits.addAll(all);
            return this;
        }

        public Builder cgroupParent(@Nullable String value) {
            cgroupParent = value;
            return this;
        }

        public Builder isolation(@Nullable Isolation value) {
            isolation = value;
            return this;
        }

        public Builder securityOpt(String... more) {
            securityOpt.addAll(List.of(more));
            return this;
        }

        public Builder securityOpt(List<String> all) {
            securityOpt.clear();
            securityOpt.addAll(all);
            return this;
        }

        public Builder registryAuths(String key, RegistryAuth value) {
            registryAuths.put(key, value);
            return this;
        }

        public Builder registryAuths(Map<String, RegistryAuth> all) {
            registryAuths.clear();
            registryAuths.putAll(all);
            return this;
        }

        public Builder tag(String name) {
            return tags(name);
        }

        public Builder buildArg(String name, @Nullable String value) {
            return buildArgs(name, value);
        }

        /** One more secret, as {@link #secrets}. */
        public Builder secret(String id, BuildSecret secret) {
            return secrets(id, secret);
        }

        public Builder label(String name, String value) {
            return labels(name, value);
        }

        public Builder secrets(String id, BuildSecret secret) {
            secrets.put(id, secret);
            return this;
        }

        public Builder secrets(Map<String, BuildSecret> all) {
            secrets.clear();
            secrets.putAll(all);
            return this;
        }

        /** The agent whose socket is in {@code SSH_AUTH_SOCK}, for {@code RUN --mount=type=ssh}. */
        public Builder sshAgent() {
            return sshAgents("default", null);
        }

        public Builder sshAgents(String id, @Nullable Path socket) {
            sshAgents.put(id, socket);
            return this;
        }

        public Builder sshAgents(Map<String, @Nullable Path> all) {
            sshAgents.clear();
            sshAgents.putAll(all);
            return this;
        }

        public Builder destination(@Nullable BuildDestination value) {
            destination = value;
            return this;
        }

        public BuildOptions build() {
            return new BuildOptions(
                    dockerfile,
                    tags,
                    extraHosts,
                    quiet,
                    noCache,
                    cacheFrom,
                    pull,
                    keepIntermediate,
                    forceRemove,
                    memory,
                    memorySwap,
                    cpuShares,
                    cpusetCpus,
                    cpusetMems,
                    cpuPeriod,
                    cpuQuota,
                    buildArgs,
                    shmSize,
                    squash,
                    labels,
                    networkMode,
                    platform,
                    target,
                    outputs,
                    version,
                    buildId,
                    session,
                    ulimits,
                    cgroupParent,
                    isolation,
                    securityOpt,
                    registryAuths,
                    secrets,
                    sshAgents,
                    destination);
        }
    }
}

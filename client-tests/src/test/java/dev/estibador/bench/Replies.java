package dev.estibador.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the engine double says, made once: whole replies, and blocks of streams that are sent again and again. */
final class Replies {
    /** A block of a stream of a known form: so many items, each of the same number of bytes on the wire. */
    record Block(ByteBuffer bytes, int items, int wire) {}

    static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";
    static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    static final int LAYERS = 20;

    private static final String COMMON = "Api-Version: 1.51\r\nDocker-Experimental: false\r\nOstype: linux\r\n"
            + "Server: Docker/28.3.3 (linux)\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n";
    private static final String ID = "4fa6e0f0c6786287e131c3852c58a2e01cc697a68231826813597e4994f1d6e2";

    private Replies() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static ByteBuffer whole(String type, String body) {
        return direct(ascii("HTTP/1.1 200 OK\r\n" + COMMON + "Content-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body));
    }

    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    static byte[] chunkedHead(String type) {
        return ascii(
                "HTTP/1.1 200 OK\r\n" + COMMON + "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    static byte[] upgradedHead() {
        return ascii("HTTP/1.1 101 UPGRADED\r\nContent-Type: " + MULTIPLEXED
                + "\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    }

    static ByteBuffer ping() {
        return whole("text/plain; charset=utf-8", "OK");
    }

    /** Frames of stdout of {@code payload} bytes, each with its header a chunk of its own, as dockerd writes them. */
    static Block frames(int payload, int atLeast) {
        byte[] size = ascii(Integer.toHexString(payload + 8) + "\r\n");
        int wire = size.length + 8 + payload + 2;
        int items = Math.max(1, atLeast / wire);
        byte[] text = new byte[payload];
        ByteBuffer block = ByteBuffer.allocateDirect(items * wire);
        for (int i = 0; i < items; i++) {
            for (int at = 0; at < payload; at++) {
                text[at] = (byte) (' ' + (at + i) % 95);
            }
            text[payload - 1] = '\n';
            block.put(size)
                    .putInt(1 << 24)
                    .putInt(payload)
                    .put(text)
                    .put((byte) '\r')
                    .put((byte) '\n');
        }
        return new Block(block.flip(), items, wire);
    }

    /** Progress of a pull of {@link #LAYERS} layers, each message a chunk of its own and 160 bytes long. */
    static Block progress(int atLeast) {
        int length = 160;
        byte[] size = ascii(Integer.toHexString(length) + "\r\n");
        int wire = size.length + length + 2;
        int items = atLeast / wire;
        ByteBuffer block = ByteBuffer.allocateDirect(items * wire);
        for (int i = 0; i < items; i++) {
            String message = "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":%d,\"total\":94371840},"
                            .formatted(10_000_000 + i * 4_096)
                    + "\"progress\":\"[=======>         ]  %2d.5MB/94.4MB\",\"id\":\"%012x\"}"
                            .formatted(10 + i % 80, 0xa1b2c3d40000L + i % LAYERS);
            block.put(size).put(ascii(padded(message, length - 2))).put(ascii("\r\n\r\n"));
        }
        return new Block(block.flip(), items, wire);
    }

    /** The same JSON, made longer by spaces where they mean nothing. */
    private static String padded(String json, int length) {
        return json.substring(0, json.length() - 1) + " ".repeat(length - json.length()) + "}";
    }

    /** About a kilobyte for each container. */
    static ByteBuffer list(int containers) {
        return whole(
                "application/json",
                IntStream.range(0, containers)
                        .mapToObj(Replies::container)
                        .collect(Collectors.joining(",", "[", "]\n")));
    }

    private static String container(int i) {
        String id = "%064x".formatted(i * 7_919L);
        return """
                {"Id":"%s","Names":["/service-%d"],"Image":"registry.example/team/service:%d","ImageID":"sha256:%s",\
                "Command":"/docker-entrypoint.sh serve --port 80","Created":%d,"Ports":[\
                {"IP":"0.0.0.0","PrivatePort":80,"PublicPort":%d,"Type":"tcp"},\
                {"IP":"::","PrivatePort":80,"PublicPort":%d,"Type":"tcp"}],\
                "Labels":{"com.docker.compose.project":"p","com.docker.compose.service":"s%d","maintainer":"team"},\
                "State":"running","Status":"Up 3 hours (healthy)","HostConfig":{"NetworkMode":"front"},\
                "NetworkSettings":{"Networks":{"front":{"IPAMConfig":null,"Links":null,"Aliases":null,"NetworkID":"%s",\
                "EndpointID":"%s","Gateway":"172.18.0.1","IPAddress":"172.18.0.9","IPPrefixLen":16,"IPv6Gateway":"",\
                "GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"MacAddress":"02:42:ac:12:00:09","DriverOpts":null}}},\
                "Mounts":[{"Type":"volume","Name":"data","Source":"/var/lib/docker/volumes/data/_data",\
                "Destination":"/data","Driver":"local","Mode":"z","RW":true,"Propagation":""}]}""".formatted(id, i, i % 9, id, 1_767_323_045L + i, 8_000 + i, 8_000 + i, i, id, id);
    }

    /** The details of a container with much configuration: 8.5 KB. */
    static ByteBuffer inspect() {
        return whole("application/json", details());
    }

    static String details() {
        String environment = IntStream.range(0, 40)
                .mapToObj(i -> "\"SERVICE_SETTING_%02d=value-%032x\"".formatted(i, i * 31L))
                .collect(Collectors.joining(","));
        String labels = IntStream.range(0, 24)
                .mapToObj(i -> "\"com.example.team.label-%02d\":\"%032x\"".formatted(i, i * 17L))
                .collect(Collectors.joining(","));
        String mounts = IntStream.range(0, 4).mapToObj(i -> """
                        {"Type":"volume","Name":"data-%1$d","Source":"/var/lib/docker/volumes/data-%1$d/_data",\
                        "Destination":"/data/%1$d","Driver":"local","Mode":"z","RW":true,"Propagation":""}""".formatted(i)).collect(Collectors.joining(","));
        return """
                {"Id":"%1$s","Created":"2026-01-02T03:04:05.678901234Z","Path":"/docker-entrypoint.sh",\
                "Args":["serve","--port","80"],"State":{"Status":"running","Running":true,"Paused":false,\
                "Restarting":false,"OOMKilled":false,"Dead":false,"Pid":4711,"ExitCode":0,"Error":"",\
                "StartedAt":"2026-01-02T03:04:06.123456789Z","FinishedAt":"0001-01-01T00:00:00Z"},\
                "Image":"sha256:%1$s","ResolvConfPath":"/var/lib/docker/containers/%1$s/resolv.conf",\
                "HostnamePath":"/var/lib/docker/containers/%1$s/hostname",\
                "HostsPath":"/var/lib/docker/containers/%1$s/hosts",\
                "LogPath":"/var/lib/docker/containers/%1$s/%1$s-json.log","Name":"/service-1","RestartCount":0,\
                "Driver":"overlay2","Platform":"linux","MountLabel":"","ProcessLabel":"","AppArmorProfile":"docker-default",\
                "ExecIDs":null,"HostConfig":{"Binds":["data-0:/data/0:z"],"ContainerIDFile":"",\
                "LogConfig":{"Type":"json-file","Config":{"max-size":"10m"}},"NetworkMode":"front","PortBindings":\
                {"80/tcp":[{"HostIp":"","HostPort":"8080"}]},"RestartPolicy":{"Name":"unless-stopped",\
                "MaximumRetryCount":0},"AutoRemove":false,"VolumeDriver":"","VolumesFrom":null,"ConsoleSize":[0,0],\
                "CapAdd":["NET_ADMIN"],"CapDrop":null,"CgroupnsMode":"private","Dns":[],"DnsOptions":[],"DnsSearch":[],\
                "ExtraHosts":["db:10.0.0.5"],"GroupAdd":null,"IpcMode":"private","Cgroup":"","Links":null,"OomScoreAdj":0,\
                "PidMode":"","Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,\
                "UTSMode":"","UsernsMode":"","ShmSize":67108864,"Runtime":"runc","Isolation":"","CpuShares":0,\
                "Memory":268435456,"NanoCpus":1500000000,"CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],\
                "CpuPeriod":0,"CpuQuota":0,"CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"",\
                "Devices":[],"DeviceCgroupRules":null,"DeviceRequests":null,"MemoryReservation":0,"MemorySwap":536870912,\
                "MemorySwappiness":null,"OomKillDisable":null,"PidsLimit":null,"Ulimits":[{"Name":"nofile","Hard":65536,\
                "Soft":65536}],"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,\
                "MaskedPaths":["/proc/acpi","/proc/kcore","/proc/keys","/proc/timer_list","/sys/firmware"],\
                "ReadonlyPaths":["/proc/bus","/proc/fs","/proc/irq","/proc/sys","/proc/sysrq-trigger"]},\
                "GraphDriver":{"Data":{"LowerDir":"/var/lib/docker/overlay2/%1$s-init/diff",\
                "MergedDir":"/var/lib/docker/overlay2/%1$s/merged","UpperDir":"/var/lib/docker/overlay2/%1$s/diff",\
                "WorkDir":"/var/lib/docker/overlay2/%1$s/work"},"Name":"overlay2"},"Mounts":[%4$s],\
                "Config":{"Hostname":"4fa6e0f0c678","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,\
                "AttachStderr":false,"ExposedPorts":{"80/tcp":{}},"Tty":false,"OpenStdin":true ,"StdinOnce":true ,\
                "Env":[%2$s],"Cmd":["serve","--port","80"],"Healthcheck":{"Test":["CMD","/bin/check"],\
                "Interval":30000000000,"Timeout":5000000000,"Retries":3},"Image":"registry.example/team/service:1",\
                "Volumes":null,"WorkingDir":"/srv","Entrypoint":["/docker-entrypoint.sh"],"OnBuild":null,\
                "Labels":{%3$s}},"NetworkSettings":{"Bridge":"","SandboxID":"%1$s","SandboxKey":"/var/run/docker/netns/4f",\
                "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"},{"HostIp":"::","HostPort":"8080"}]},\
                "Networks":{"front":{"IPAMConfig":null,"Links":null,"Aliases":["service"],"MacAddress":"02:42:ac:12:00:09",\
                "DriverOpts":null,"GwPriority":0,"NetworkID":"%1$s","EndpointID":"%1$s","Gateway":"172.18.0.1",\
                "IPAddress":"172.18.0.9","IPPrefixLen":16,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,\
                "DNSNames":["service","4fa6e0f0c678"]}}}}
                """.formatted(ID, environment, labels, mounts);
    }
}

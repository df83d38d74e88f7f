package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.error.DockerException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An engine of one test's own that can be killed and started again, while its containers live on ({@code live-restore}). It has a process and
 * a mount namespace of its own, and no network, so that nothing is left when it is closed, and no other engine hears of it.
 */
final class MortalEngine implements AutoCloseable {
    private static final Duration UP = Duration.ofSeconds(60);

    /** Is told by lines what to do, and ends with its input; the kernel then ends all that runs in here. */
    private static final String GUARDIAN = """
            set -eu
            dir=$1 group=$2
            PATH=$PATH:/usr/sbin:/sbin:/usr/libexec/docker
            mount --make-rprivate /
            mount -t proc proc /proc
            mount -t tmpfs tmpfs /run
            containerd --root "$dir/containerd" --state /run/containerd --address /run/containerd.sock \
                >"$dir/containerd.log" 2>&1 &
            while read -r word; do
                case $word in
                start)
                    dockerd --host "unix://$dir/s" --data-root "$dir/data" --exec-root /run/docker --pidfile /run/engine.pid \
                        --config-file "$dir/config" --containerd /run/containerd.sock --live-restore --bridge none \
                        --iptables=false --ip6tables=false --cgroup-parent "/$group" \
                        --exec-opt native.cgroupdriver=cgroupfs >>"$dir/log" 2>&1 &
                    engine=$!
                    ;;
                kill)
                    kill -KILL "$engine"
                    wait "$engine" || true
                    rm -f /run/engine.pid
                    ;;
                esac
            done
            """;

    private final Path directory;
    private final String group;
    private final Process guardian;
    private final Writer orders;

    MortalEngine() throws IOException {
        directory = Files.createTempDirectory(Path.of("/var/tmp"), "mortal");
        group = directory.getFileName().toString();
        Files.writeString(directory.resolve("config"), "{}");
        guardian = new ProcessBuilder(
                        "unshare",
                        "--fork",
                        "--pid",
                        "--kill-child",
                        "--mount",
                        "sh",
                        "-c",
                        GUARDIAN,
                        "sh",
                        directory.toString(),
                        group)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("guardian.log").toFile())
                .start();
        orders = guardian.outputWriter(StandardCharsets.US_ASCII);
    }

    Path socket() {
        return directory.resolve("s");
    }

    DockerClient client() {
        return DockerClient.open(DockerConfig.to("unix://" + socket()).build());
    }

    /** Returns once it answers. */
    void start() throws IOException, InterruptedException {
        order("start");
        long end = System.nanoTime() + UP.toNanos();
        try (DockerClient docker = client()) {
            while (!answers(docker)) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(
                            "the engine does not answer:\n" + Files.readString(directory.resolve("log")));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static boolean answers(DockerClient docker) {
        try {
            await(docker.system().ping(), UP);
            return true;
        } catch (DockerException e) {
            return false;
        }
    }

    /** As by SIGKILL, while containers and their logs go on. */
    void kill() throws IOException {
        order("kill");
    }

    private void order(String word) throws IOException {
        orders.write(word + "\n");
        orders.flush();
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!guardian.waitFor(20, TimeUnit.SECONDS)) {
                guardian.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            }
            remove("rm", "-rf", "--one-file-system", directory.toString());
            remove(
                    "find",
                    "/sys/fs/cgroup",
                    "-depth",
                    "-type",
                    "d",
                    "-path",
                    "*/" + group + "*",
                    "-exec",
                    "rmdir",
                    "{}",
                    "+");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(30, TimeUnit.SECONDS);
    }
}

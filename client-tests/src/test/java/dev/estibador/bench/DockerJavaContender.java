package dev.estibador.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** docker-java over one of its two transports that it recommends. */
final class DockerJavaContender implements Contender {
    private static final int CONNECTIONS = 10_000;
    private static final int PATIENCE_SECONDS = 120;

    private final DockerClient docker;
    private final BlockingCalls threads = new BlockingCalls();
    private volatile Object last;

    private DockerJavaContender(URI host, DockerHttpClient transport) {
        docker = DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(host.toString())
                        .withDockerTlsVerify(false)
                        .withApiVersion("1.44")
                        .build(),
                transport);
    }

    static DockerJavaContender httpclient5(Path engine) {
        URI host = URI.create("unix://" + engine);
        return new DockerJavaContender(
                host,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(host)
                        .maxConnections(CONNECTIONS)
                        .build());
    }

    static DockerJavaContender zerodep(Path engine) {
        URI host = URI.create("unix://" + engine);
        return new DockerJavaContender(
                host,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(host)
                        .maxConnections(CONNECTIONS)
                        .build());
    }

    @Override
    public void ping() {
        docker.pingCmd().exec();
    }

    @Override
    public int list(boolean all) {
        var list =
                (all ? docker.listContainersCmd() : docker.listContainersCmd().withLimit(20)).exec();
        last = list;
        return list.size();
    }

    @Override
    public void many(Kind call, int calls, int inFlight) throws Exception {
        threads.run(calls, inFlight, () -> {
            if (call == Kind.PING) {
                ping();
            } else {
                last = docker.inspectContainerCmd("service-1").exec();
            }
        });
    }

    /** Counts what is called back. */
    private class Counter<T> extends ResultCallback.Adapter<T> {
        private long items;
        private long bytes;

        void count(Object item, int size) {
            last = item;
            items++;
            bytes += size;
        }

        Tally tally() {
            return new Tally(items, bytes);
        }

        void finish() throws InterruptedException {
            if (!awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("docker-java did not come to an end");
            }
        }
    }

    private final class Frames extends Counter<Frame> {
        private final IntConsumer onFrame;

        Frames(IntConsumer onFrame) {
            this.onFrame = onFrame;
        }

        @Override
        public void onNext(Frame frame) {
            count(frame, frame.getPayload().length);
            onFrame.accept(frame.getPayload().length);
        }
    }

    @Override
    public Tally logs(String id) throws Exception {
        Frames frames =
                docker.logContainerCmd(id).withStdOut(true).withStdErr(true).exec(new Frames(size -> {}));
        frames.finish();
        return frames.tally();
    }

    @Override
    public long pull(int messages) throws Exception {
        Counter<PullResponseItem> counter = docker.pullImageCmd("bench")
                .withTag(String.valueOf(messages))
                .exec(new Counter<PullResponseItem>() {
                    @Override
                    public void onNext(PullResponseItem item) {
                        count(item, 0);
                    }
                });
        counter.finish();
        return counter.tally().items();
    }

    @Override
    public Running follow(String id, IntConsumer onFrame) throws Exception {
        Frames frames = docker.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new Frames(onFrame));
        frames.awaitStarted(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return frames::close;
    }

    @Override
    public Running followAll(int count, IntConsumer onFrame) throws Exception {
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(follow("service-" + i, onFrame));
        }
        return () -> {
            for (Running each : all) {
                each.cancel();
            }
        };
    }

    @Override
    public Echo attach() throws Exception {
        BlockingQueue<Integer> came = new LinkedBlockingQueue<>();
        Handover stdin = new Handover();
        Frames frames = docker.attachContainerCmd("echo")
                .withStdIn(stdin)
                .withStdOut(true)
                .withFollowStream(true)
                .exec(new Frames(came::add));
        frames.awaitStarted(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new Echo() {
            @Override
            public void roundTrip(ByteBuffer bytes) throws InterruptedException {
                stdin.give(bytes);
                for (int left = bytes.remaining(); left > 0; ) {
                    left -= came.take();
                }
            }

            @Override
            public void close() throws IOException {
                stdin.close();
                frames.close();
            }
        };
    }

    /** A standard input that gives what another thread hands over, and blocks until then. */
    private static final class Handover extends InputStream {
        private static final byte[] END = {};

        private final BlockingQueue<byte[]> handed = new LinkedBlockingQueue<>();

        void give(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            handed.add(copy);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("docker-java reads arrays");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                byte[] next = handed.take();
                if (next == END) {
                    return -1;
                }
                System.arraycopy(next, 0, into, offset, next.length);
                return next.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            handed.add(END);
        }
    }

    @Override
    public void build(Path folder) {
        last = docker.buildImageCmd(folder.toFile())
                .withTags(Set.of("bench:1"))
                .exec(new BuildImageResultCallback())
                .awaitImageId(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        threads.close();
        docker.close();
    }
}

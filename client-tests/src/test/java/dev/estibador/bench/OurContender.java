package dev.estibador.bench;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.image.BuilderVersion;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.Iteration;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** This library, by its public API alone. */
final class OurContender implements Contender {
    private final DockerClient docker;
    private volatile Object last;

    OurContender(Path engine) {
        this(engine, ChannelKind.AUTO);
    }

    OurContender(Path engine, ChannelKind channel) {
        docker = DockerClient.open(
                DockerConfig.to("unix://" + engine).channel(channel).build());
    }

    @Override
    public void ping() {
        last = await(docker.system().ping());
    }

    @Override
    public int list(boolean all) {
        var list = await(all ? docker.containers().list() : docker.containers().list(l -> l.limit(20)));
        last = list;
        return list.size();
    }

    @Override
    public void many(Kind call, int calls, int inFlight) {
        await(new AsyncCalls(call, calls).run(inFlight));
    }

    /** Each completion makes the next call. */
    private final class AsyncCalls {
        private final Kind call;
        private final AtomicInteger left;
        private final AtomicInteger missing;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        AsyncCalls(Kind call, int calls) {
            this.call = call;
            left = new AtomicInteger(calls);
            missing = new AtomicInteger(calls);
        }

        CompletableFuture<Void> run(int inFlight) {
            for (int i = 0; i < inFlight; i++) {
                next();
            }
            return done;
        }

        private void next() {
            if (left.getAndDecrement() <= 0) {
                return;
            }
            var reply = call == Kind.PING
                    ? docker.system().ping()
                    : docker.containers().inspect("service-1");
            reply.whenComplete((value, failure) -> {
                last = value;
                if (failure != null) {
                    done.completeExceptionally(failure);
                } else if (missing.decrementAndGet() == 0) {
                    done.complete(null);
                } else {
                    next();
                }
            });
        }
    }

    /** Counts on the thread that delivers, one at a time. */
    private final class Counter {
        private long items;
        private long bytes;

        void count(Object item, int size) {
            last = item;
            items++;
            bytes += size;
        }
    }

    @Override
    public Tally logs(String id) {
        Counter counter = new Counter();
        await(docker.containers().logs(id).forEach(frame -> counter.count(frame, frame.size())));
        return new Tally(counter.items, counter.bytes);
    }

    @Override
    public long pull(int messages) {
        Counter counter = new Counter();
        await(docker.images().pull("bench:" + messages).forEach(progress -> counter.count(progress, 0)));
        return counter.items;
    }

    @Override
    public Running follow(String id, IntConsumer onFrame) {
        FrameStream frames = docker.containers().logs(id, l -> l.follow(true));
        frames.forEach(frame -> onFrame.accept(frame.size()));
        await(frames.opened());
        return frames::cancel;
    }

    @Override
    public Running followAll(int count, IntConsumer onFrame) {
        List<FrameStream> all = IntStream.range(0, count)
                .mapToObj(i -> docker.containers().logs("service-" + i, l -> l.follow(true)))
                .toList();
        all.forEach(frames -> frames.forEach(frame -> onFrame.accept(frame.size())));
        all.forEach(frames -> await(frames.opened()));
        return () -> all.forEach(FrameStream::cancel);
    }

    @Override
    public Echo attach() {
        AttachSession session = await(docker.containers().attach("echo", a -> a.stdin(true)));
        Iteration<OutputFrame> output = session.output().iterate();
        return new Echo() {
            @Override
            public void roundTrip(ByteBuffer bytes) {
                session.write(bytes.duplicate());
                for (int left = bytes.remaining(); left > 0; ) {
                    left -= output.iterator().next().size();
                }
            }

            @Override
            public void close() {
                output.close();
                session.close();
            }
        };
    }

    @Override
    public void build(Path folder) {
        last = await(docker.images()
                .build(BuildContext.of(folder), b -> b.version(BuilderVersion.CLASSIC))
                .result());
    }

    @Override
    public void close() {
        docker.close();
    }
}

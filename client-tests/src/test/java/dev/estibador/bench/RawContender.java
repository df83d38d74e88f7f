package dev.estibador.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the JVM can do: a blocking socket for each thread, HTTP read in place from one buffer, and a plain Jackson that reads
 * into maps.
 */
final class RawContender implements Contender {
    /** An owned frame, as a caller would want it. */
    private static final class RawFrame {
        final byte source;
        final byte[] bytes;

        RawFrame(byte source, byte[] bytes) {
            this.source = source;
            this.bytes = bytes;
        }
    }

    private static final ByteBuffer PING = RawConnection.request("GET", "/_ping");
    private static final ByteBuffer INSPECT = RawConnection.request("GET", "/v1.51/containers/service-1/json");
    private static final ByteBuffer LIST = RawConnection.request("GET", "/v1.51/containers/json");
    private static final ByteBuffer SHORT_LIST = RawConnection.request("GET", "/v1.51/containers/json?limit=20");

    private final Path engine;
    private final BlockingCalls threads = new BlockingCalls();
    private final ThreadLocal<RawConnection> connection = ThreadLocal.withInitial(this::connect);

    private volatile Object last;

    /** Made when used first: a start pays for no more than it needs. */
    private static final class Json {
        static final JsonMapper MAPPER = new JsonMapper();
        static final ObjectReader LIST = MAPPER.readerFor(List.class);
        static final ObjectReader DETAILS = MAPPER.readerFor(Map.class);
    }

    RawContender(Path engine) {
        this.engine = engine;
    }

    private RawConnection connect() {
        try {
            return new RawConnection(engine, RawConnection.SMALL);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] call(ByteBuffer request) throws IOException {
        RawConnection mine = connection.get();
        mine.write(request);
        return mine.body();
    }

    @Override
    public void ping() throws IOException {
        last = call(PING);
    }

    @Override
    public int list(boolean all) throws IOException {
        List<?> list = Json.LIST.readValue(call(all ? LIST : SHORT_LIST));
        last = list;
        return list.size();
    }

    @Override
    public void many(Kind call, int calls, int inFlight) throws Exception {
        threads.run(calls, inFlight, () -> {
            if (call == Kind.PING) {
                ping();
            } else {
                Map<?, ?> details = Json.DETAILS.readValue(call(INSPECT));
                last = details;
            }
        });
    }

    @Override
    public Tally logs(String id) throws IOException {
        try (RawConnection stream = open("/v1.51/containers/" + id + "/logs?stdout=true")) {
            return frames(stream, size -> {});
        }
    }

    private RawConnection open(String path) throws IOException {
        RawConnection stream = new RawConnection(engine, RawConnection.LARGE);
        stream.write(RawConnection.request("GET", path));
        stream.head();
        return stream;
    }

    private Tally frames(RawConnection stream, IntConsumer consumer) throws IOException {
        ByteBuffer in = stream.in();
        long items = 0;
        long bytes = 0;
        for (int left = stream.chunk(); left > 0; left = stream.chunk()) {
            while (left > 0) {
                byte source = in.get();
                byte[] payload = new byte[in.getInt(in.position() + 3)];
                in.position(in.position() + 7).get(payload);
                RawFrame frame = new RawFrame(source, payload);
                last = frame;
                if (frame.source > 2) {
                    throw new IOException("the engine's own error");
                }
                consumer.accept(frame.bytes.length);
                items++;
                bytes += frame.bytes.length;
                left -= 8 + payload.length;
            }
            stream.chunkEnd();
        }
        return new Tally(items, bytes);
    }

    @Override
    public long pull(int messages) throws IOException {
        try (RawConnection stream = new RawConnection(engine, RawConnection.LARGE)) {
            stream.write(RawConnection.request(
                    "POST", "/v1.51/images/create?fromImage=bench&tag=" + messages, "Content-Length: 0"));
            stream.head();
            RawProgress progress = new RawProgress(Json.MAPPER.createParser(new Chunks(stream)));
            long items = 0;
            for (RawProgress.Message message = progress.next(); message != null; message = progress.next()) {
                last = message;
                items++;
            }
            return items;
        }
    }

    @Override
    public Running follow(String id, IntConsumer onFrame) throws IOException {
        RawConnection stream = open("/v1.51/containers/" + id + "/logs?stdout=true&follow=true");
        EngineDouble.daemon("follow", () -> {
            try {
                frames(stream, onFrame);
            } catch (ClosedChannelException e) {
                // cancelled
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return stream::close;
    }

    @Override
    public Running followAll(int count, IntConsumer onFrame) throws IOException {
        return new RawFollows(engine, count, onFrame);
    }

    @Override
    public Echo attach() throws IOException {
        RawConnection session = new RawConnection(engine, RawConnection.LARGE);
        session.write(RawConnection.request(
                "POST",
                "/v1.51/containers/echo/attach?stream=true&stdin=true&stdout=true",
                "Connection: Upgrade",
                "Upgrade: tcp",
                "Content-Length: 0"));
        session.head();
        return new RawEcho(session);
    }

    private static final class RawEcho implements Echo {
        private final RawConnection session;
        private final byte[] payload = new byte[64 << 10];

        RawEcho(RawConnection session) {
            this.session = session;
        }

        @Override
        public void roundTrip(ByteBuffer bytes) throws IOException {
            session.write(bytes);
            for (int left = bytes.remaining(); left > 0; ) {
                session.need(8);
                int size = session.in().getInt(session.in().position() + 4);
                session.in().position(session.in().position() + 8);
                session.need(size);
                session.in().get(payload, 0, size);
                left -= size;
            }
        }

        @Override
        public void close() throws IOException {
            session.close();
        }
    }

    @Override
    public void build(Path folder) throws IOException {
        try (RawConnection upload = new RawConnection(engine, RawConnection.SMALL)) {
            upload.write(RawConnection.request(
                    "POST", "/v1.51/build", "Content-Type: application/x-tar", "Transfer-Encoding: chunked"));
            new RawTar(upload).send(folder);
            last = upload.body();
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}

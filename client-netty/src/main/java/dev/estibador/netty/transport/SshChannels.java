package dev.estibador.netty.transport;

import dev.estibador.connect.EngineAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.FileDescriptorCast;

/** Makes connections of {@code ssh} commands, each of which runs {@code docker system dial-stdio} where the engine is. */
final class SshChannels implements SocketChannels.Maker {
    private static final int DEFAULT_CONNECT_SECONDS = 30;
    private static final int ALIVE_SECONDS = 15;
    private static final int ALIVE_COUNT = 3;

    private final EngineAddress.Ssh address;
    private final List<String> options;
    private final Set<SshProcess> running = ConcurrentHashMap.newKeySet();

    SshChannels(EngineAddress.Ssh address, List<String> options) {
        if (!AFSocket.supports(AFSocketCapability.CAPABILITY_FD_AS_REDIRECT)) {
            throw new IllegalArgumentException("junixsocket cannot give a process a socket on this machine ("
                    + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
                    + "); forward the engine's socket by \"ssh -L\" and use that");
        }
        this.address = address;
        this.options = options;
    }

    /** Everything that ssh is told; a password is never asked for, since nobody is there to type it. */
    private List<String> command(@Nullable Duration connectLimit) {
        List<String> words = new ArrayList<>(List.of("ssh", "-T", "-o", "BatchMode=yes"));
        words.addAll(options);
        long seconds = connectLimit == null ? DEFAULT_CONNECT_SECONDS : Math.max(1, connectLimit.toSeconds());
        words.addAll(List.of("-o", "ConnectTimeout=" + seconds));
        words.addAll(List.of("-o", "ServerAliveInterval=" + ALIVE_SECONDS, "-o", "ServerAliveCountMax=" + ALIVE_COUNT));
        if (address.user() != null) {
            words.addAll(List.of("-l", address.user()));
        }
        if (address.port() != null) {
            words.addAll(List.of("-p", address.port().toString()));
        }
        words.addAll(List.of("--", address.host(), "docker"));
        if (address.socket() != null) {
            words.add("--host=" + quoted("unix://" + address.socket()));
        }
        words.addAll(List.of("system", "dial-stdio"));
        return words;
    }

    /** As one word of the shell over there. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public Channel channel(@Nullable Duration connectLimit) {
        try {
            return start(command(connectLimit), running);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    /**
     * Starts a process. Java cannot give one a socket; junixsocket can. But its own pairs of sockets lose two descriptors each, so ours
     * have met at a name that is gone again when the process starts.
     *
     * @param running where it is kept until it has ended
     * @return the channel by which it is written to and read
     * @throws SshProcess.NotRunException if the command cannot be run
     */
    static Channel start(List<String> command, Set<SshProcess> running) throws IOException {
        Path folder = Files.createTempDirectory("estibador-ssh");
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
                AFUNIXSocketChannel theirs = AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(socket))) {
            SocketChannel ours = server.accept();
            try {
                Channel channel = new NioDomainSocketChannel(null, ours);
                start(command, running, theirs.getFileDescriptor()).attachTo(channel);
                return channel;
            } catch (IOException e) {
                ours.close();
                throw e;
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    /** @param theirs their end of the pair, which is closed here */
    private static SshProcess start(List<String> command, Set<SshProcess> running, FileDescriptor theirs)
            throws IOException {
        FileDescriptorCast output = FileDescriptorCast.duplicating(theirs); // a new process wants two
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(FileDescriptorCast.using(theirs).as(ProcessBuilder.Redirect.class))
                    .redirectOutput(output.as(ProcessBuilder.Redirect.class));
            return new SshProcess(begun(builder), running);
        } finally {
            // not by closing the channel, which would shut the socket down for the process as well
            new FileInputStream(theirs).close();
            new FileOutputStream(output.getFileDescriptor()).close();
        }
    }

    private static Process begun(ProcessBuilder builder) throws SshProcess.NotRunException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new SshProcess.NotRunException(e);
        }
    }

    @Override
    public void close() {
        running.forEach(SshProcess::end);
    }
}

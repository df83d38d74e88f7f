package dev.estibador.netty.transport;

import dev.estibador.connect.EngineAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;

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
            return SshProcess.start(command(connectLimit), running);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    @Override
    public void close() {
        running.forEach(SshProcess::end);
    }
}

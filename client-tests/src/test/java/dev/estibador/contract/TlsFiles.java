package dev.estibador.contract;

import dev.estibador.connect.TlsMaterial;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The throw-away certificates of the tests, and the engine's side of TLS with them. */
final class TlsFiles {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private TlsFiles() {}

    static Path file(String name) {
        return Path.of("src/test/resources/dev/estibador/tls", name);
    }

    static TlsMaterial trusting(String authority) {
        return TlsMaterial.trusting(file(authority + ".pem"));
    }

    static TlsMaterial as(TlsMaterial material, String client) {
        return material.as(file(client + ".pem"), file(client + "-key.pem"));
    }

    /** The engine's side of TLS, which shows that certificate and may ask for the client's. */
    static ByteChannel accept(String certificate, boolean asks, Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) context(certificate).getSocketFactory().createSocket(socket, null, true);
        tls.setUseClientMode(false);
        tls.setNeedClientAuth(asks);
        return new TlsBytes(tls);
    }

    /** With the certificate of that name; clients have to be of the engine's authority, where they are asked. */
    private static SSLContext context(String certificate) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            try (InputStream store = Files.newInputStream(file(certificate + ".p12"))) {
                own.load(store, PASSWORD);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            try (InputStream authority = Files.newInputStream(file("authority.pem"))) {
                trusted.setCertificateEntry(
                        "authority", CertificateFactory.getInstance("X.509").generateCertificate(authority));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A TLS socket as a channel. */
    record TlsBytes(SSLSocket socket) implements ByteChannel {
        @Override
        public int read(ByteBuffer to) throws IOException {
            int count = socket.getInputStream().read(to.array(), to.arrayOffset() + to.position(), to.remaining());
            to.position(to.position() + Math.max(0, count));
            return count;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (socket.isClosed()) {
                throw new ClosedChannelException();
            }
            int count = from.remaining();
            socket.getOutputStream().write(from.array(), from.arrayOffset() + from.position(), count);
            from.position(from.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

package dev.estibador.netty.tls;

import dev.estibador.connect.TlsMaterial;
import dev.estibador.error.TlsMaterialException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS as a {@link TlsMaterial} says, for as many connections as are wanted. Nothing of the JVM is changed for it. */
public final class TlsContext {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final TlsMaterial material;

    /** @throws TlsMaterialException if a file is missing, unreadable or odd, or key and certificate are not of each other */
    public TlsContext(TlsMaterial material) {
        this.material = material;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys(material.certificate(), material.key()), trust(material), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsMaterialException("TLS cannot be made of " + material + ": " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] keys(@Nullable Path certificate, @Nullable Path key)
            throws GeneralSecurityException, IOException {
        if (certificate == null || key == null) {
            return null;
        }
        List<X509Certificate> chain = new PemFile(certificate).certificates();
        PrivateKey secret = new PemFile(key).privateKey();
        KeyPairs.check(chain.get(0).getPublicKey(), secret, certificate, key);
        KeyStore store = empty();
        store.setKeyEntry("client", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        return managers.getKeyManagers();
    }

    /** Null is what Java trusts. */
    private static TrustManager @Nullable [] trust(TlsMaterial material) throws GeneralSecurityException, IOException {
        if (!material.verified()) {
            return new TrustManager[] {new AnyCertificate()};
        }
        Path authority = material.authority();
        if (authority == null) {
            return null;
        }
        KeyStore store = empty();
        int count = 0;
        for (X509Certificate each : new PemFile(authority).certificates()) {
            store.setCertificateEntry("authority-" + count++, each);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** The client's side of a connection to that host, whose name the engine's certificate must have. */
    public SSLEngine engine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(material.protocols().toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm(material.verified() ? "HTTPS" : null);
        engine.setSSLParameters(parameters);
        return engine;
    }
}

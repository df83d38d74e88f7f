package dev.estibador.connect;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs: whom to trust, and who we are. All files are PEM. They are read when a client is opened; one that is missing,
 * unreadable or odd is a {@link dev.estibador.error.TlsMaterialException} then, and never leads to trusting more.
 *
 * @param authority certificates of the authorities that may vouch for the engine; null for those that Java trusts
 * @param certificate the client's, with those between it and the engine's authority; null for none
 * @param key of that certificate: PKCS#8, or PKCS#1 or SEC 1 as openssl writes them; RSA, EC, Ed25519 or Ed448. Not encrypted
 * @param verified false to accept any certificate of any host, which whoever stands in between can have
 * @param protocols by Java's names; {@code TLSv1.3} and {@code TLSv1.2} unless told otherwise
 */
public record TlsMaterial(
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key,
        boolean verified,
        List<String> protocols) {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    public TlsMaterial {
        protocols = List.copyOf(protocols);
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "a certificate needs its key, and a key its certificate: " + certificate + ", " + key);
        }
    }

    /** Trusts the authorities that Java trusts. */
    public static TlsMaterial ofJava() {
        return new TlsMaterial(null, null, null, true, PROTOCOLS);
    }

    /** Trusts the authorities of the file alone. */
    public static TlsMaterial trusting(Path authority) {
        return new TlsMaterial(authority, null, null, true, PROTOCOLS);
    }

    /** The three files of a {@code DOCKER_CERT_PATH}: {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
    public static TlsMaterial folder(Path folder) {
        return new TlsMaterial(
                folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"), true, PROTOCOLS);
    }

    /** Shows the engine this certificate. */
    public TlsMaterial as(Path certificate, Path key) {
        return new TlsMaterial(authority, certificate, key, verified, protocols);
    }

    /** Accepts whatever certificate is shown: only encrypted, and to whom is unknown. */
    public TlsMaterial unverified() {
        return new TlsMaterial(authority, certificate, key, false, protocols);
    }

    /** Speaks only these protocols. */
    public TlsMaterial protocols(String... names) {
        return new TlsMaterial(authority, certificate, key, verified, List.of(names));
    }
}

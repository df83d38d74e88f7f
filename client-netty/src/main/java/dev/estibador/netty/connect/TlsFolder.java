package dev.estibador.netty.connect;

import dev.estibador.connect.TlsMaterial;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder with the {@code ca.pem}, {@code cert.pem} and {@code key.pem} that the docker CLI takes for TLS. What may be there counts as
 * there: if it turns out not to be, opening a client fails, and trusts nobody else instead.
 */
record TlsFolder(Path path) {
    Path authority() {
        return path.resolve("ca.pem");
    }

    private Path certificate() {
        return path.resolve("cert.pem");
    }

    private Path key() {
        return path.resolve("key.pem");
    }

    /** Null if it has no {@code ca.pem}. */
    @Nullable
    Path authorityIfThere() {
        return mayBeThere(authority()) ? authority() : null;
    }

    /** TLS with the folder's certificate, if it has one. */
    TlsMaterial trusting(@Nullable Path authority, boolean verified) {
        boolean certificate = mayBeThere(certificate());
        if (certificate != mayBeThere(key())) {
            throw new IllegalArgumentException((certificate ? key() : certificate()) + " is missing, without which "
                    + (certificate ? certificate() : key()) + " is of no use");
        }
        TlsMaterial trusting = authority == null ? TlsMaterial.ofJava() : TlsMaterial.trusting(authority);
        TlsMaterial known = certificate ? trusting.as(certificate(), key()) : trusting;
        return verified ? known : known.unverified();
    }

    /** What that means, for a person. */
    String explain(TlsMaterial tls) {
        String trust = tls.authority() == null
                ? "the authorities that Java trusts"
                : tls.authority().toString();
        return "TLS that " + (tls.verified() ? "trusts " + trust : "verifies nothing") + " and shows "
                + (tls.certificate() == null
                        ? "no client certificate, as there is no " + certificate()
                        : "the certificate " + tls.certificate());
    }

    /** False only if that is certain; a link that leads nowhere is there, too. */
    static boolean mayBeThere(Path file) {
        return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }
}

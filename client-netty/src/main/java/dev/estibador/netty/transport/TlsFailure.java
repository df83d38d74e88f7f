package dev.estibador.netty.transport;

import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.TlsMaterial;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why TLS was not established, in words that say what to try. */
final class TlsFailure {
    private TlsFailure() {}

    /** A channel that closes before HTTP is spoken, closes during the handshake. */
    static boolean isOne(@Nullable Throwable cause) {
        return causes(cause).anyMatch(each -> each instanceof SSLException || each instanceof ClosedChannelException);
    }

    static String reason(EngineAddress.Tcp address, TlsMaterial material, @Nullable Throwable cause) {
        if (any(cause, NotSslRecordException.class)) {
            return "what listens there does not speak TLS; check the port, or leave TLS away";
        }
        if (any(cause, CertificateExpiredException.class)) {
            return "the engine's certificate has expired; let it be renewed: " + innermost(cause);
        }
        if (any(cause, CertificateNotYetValidException.class)) {
            return "the engine's certificate is not valid yet; check the clocks of both machines: " + innermost(cause);
        }
        if (any(cause, CertPathBuilderException.class) || any(cause, CertPathValidatorException.class)) {
            return "the engine's certificate is of no authority in "
                    + (material.authority() == null ? "Java's trust store" : material.authority())
                    + "; name the file of its authority (ca.pem), or check that it is the right engine";
        }
        if (any(cause, CertificateException.class)) {
            return "the engine's certificate is not of the host " + address.host() + " (" + innermost(cause)
                    + "); use a name that it has";
        }
        if (any(cause, ClosedChannelException.class)) {
            return "the connection was closed during the handshake of TLS; check the port, and that TLS is spoken there";
        }
        return alert(material, innermost(cause));
    }

    private static String alert(TlsMaterial material, String words) {
        String alert = words.toLowerCase(Locale.ROOT);
        if (alert.contains("certificate_required")
                || alert.contains("bad_certificate")
                || alert.contains("handshake_failure")) {
            return material.certificate() == null
                    ? "the engine wants to know who we are; name a certificate of ours and its key (cert.pem, key.pem): "
                            + words
                    : "the engine does not take the certificate " + material.certificate() + " (" + words + ")";
        }
        if (alert.contains("unknown_ca") || alert.contains("certificate_")) {
            return "the engine does not take the certificate " + material.certificate() + " (" + words
                    + "); it must be of the authority that the engine trusts, and valid";
        }
        if (alert.contains("protocol_version") || alert.contains("protocol")) {
            return "the engine speaks neither TLS 1.2 nor 1.3 (" + words + ")";
        }
        return "TLS was not established: " + words;
    }

    private static boolean any(@Nullable Throwable cause, Class<? extends Throwable> type) {
        return causes(cause).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(@Nullable Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause).limit(16);
    }

    private static String innermost(@Nullable Throwable cause) {
        return causes(cause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse("no reason given");
    }
}

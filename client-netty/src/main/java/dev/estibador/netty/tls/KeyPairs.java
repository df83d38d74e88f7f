package dev.estibador.netty.tls;

import dev.estibador.error.TlsMaterialException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a key is that of a certificate; an engine would only say that the handshake failed. */
final class KeyPairs {
    private static final byte[] ANYTHING = {1, 2, 3};

    private KeyPairs() {}

    static void check(PublicKey ofCertificate, PrivateKey key, Path certificateFile, Path keyFile)
            throws GeneralSecurityException {
        boolean fits =
                family(ofCertificate.getAlgorithm()).equals(family(key.getAlgorithm())) && signsFor(ofCertificate, key);
        if (!fits) {
            throw new TlsMaterialException(
                    keyFile + " is not the key of the first certificate in " + certificateFile, null);
        }
    }

    private static String family(String algorithm) {
        return algorithm.startsWith("Ed") ? "EdDSA" : algorithm;
    }

    private static boolean signsFor(PublicKey ofCertificate, PrivateKey key) throws GeneralSecurityException {
        String scheme =
                switch (family(key.getAlgorithm())) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> null;
                };
        if (scheme == null) {
            return true; // a kind whose schemes have parameters of their own
        }
        Signature signature = Signature.getInstance(scheme);
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(ofCertificate);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }
}

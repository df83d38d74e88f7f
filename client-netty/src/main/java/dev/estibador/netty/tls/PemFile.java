package dev.estibador.netty.tls;

import dev.estibador.error.TlsMaterialException;
import dev.estibador.netty.files.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of PEM blocks (RFC 7468), between which anything may stand. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([^-\\r\\n]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String ENCRYPTED =
            "is encrypted, and there is nobody to ask for its password; decrypt it by: openssl pkey";

    private final Path file;
    private final String text;

    PemFile(Path file) {
        this.file = file;
        try {
            text = new String(WholeFile.read(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw odd("does not exist", e);
        } catch (AccessDeniedException e) {
            throw odd("cannot be read: permission denied", e);
        } catch (IOException e) {
            throw odd("cannot be read: " + e.getMessage(), e);
        }
    }

    List<X509Certificate> certificates() {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE") || block.group(1).equals("X509 CERTIFICATE")) {
                found.add(certificate(content(block)));
            }
        }
        if (found.isEmpty()) {
            throw odd("holds no certificate in PEM", null);
        }
        return found;
    }

    private X509Certificate certificate(byte[] content) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw odd("holds a malformed certificate", e);
        }
    }

    PrivateKey privateKey() {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("Proc-Type: 4,ENCRYPTED")) {
                throw odd(ENCRYPTED, null);
            }
            if (label.equals("OPENSSH PRIVATE KEY")) {
                throw odd("is a key for SSH, which TLS does not use", null);
            }
            if (label.endsWith("PRIVATE KEY")) {
                return privateKey(label, content(block));
            }
        }
        throw odd("holds no private key in PEM", null);
    }

    private PrivateKey privateKey(String label, byte[] content) {
        try {
            return switch (label) {
                case "PRIVATE KEY" -> PrivateKeys.ofPkcs8(content);
                case "RSA PRIVATE KEY" -> PrivateKeys.ofPkcs1(content);
                case "EC PRIVATE KEY" -> PrivateKeys.ofSec1(content);
                default -> throw odd("holds a key of an unknown form, " + label, null);
            };
        } catch (IllegalArgumentException e) {
            throw odd("holds a private key that is malformed or of an unknown kind", e);
        }
    }

    private byte[] content(Matcher block) {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw odd("is malformed: a block of it is no base64", null);
        }
    }

    /** @param cause nothing that quotes the file */
    private TlsMaterialException odd(String problem, @Nullable Exception cause) {
        return new TlsMaterialException(file + " " + problem, cause);
    }
}

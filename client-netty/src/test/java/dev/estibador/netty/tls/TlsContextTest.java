package dev.estibador.netty.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.connect.TlsMaterial;
import dev.estibador.error.TlsMaterialException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Security;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextTest {
    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8.pem, rsa-cert.pem",
        "rsa-pkcs1.pem, rsa-cert.pem",
        "ec-pkcs8.pem, ec-cert.pem",
        "ec-sec1.pem, ec-cert.pem",
        "ed25519-pkcs8.pem, ed25519-cert.pem"
    })
    void keysOfAllFormsAreReadAndFitTheirCertificates(String key, String certificate) {
        var material = TlsMaterial.trusting(file(certificate)).as(file(certificate), file(key));

        assertThatCode(() -> new TlsContext(material)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"rsa-pkcs1.pem, rsa-pkcs8.pem", "ec-sec1.pem, ec-pkcs8.pem"})
    void anOldFormIsTheSameKey(String old, String now) {
        assertThat(number(old)).isEqualTo(number(now));
    }

    private static BigInteger number(String file) {
        PrivateKey key = new PemFile(file(file)).privateKey();
        return key instanceof ECPrivateKey ec ? ec.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }

    @ParameterizedTest
    @CsvSource({
        "encrypted-pkcs8.pem, is encrypted",
        "encrypted-pkcs1.pem, is encrypted",
        "rsa-cert.pem, no private key",
        "ec-pkcs8.pem, is not the key",
        "absent.pem, does not exist",
    })
    void aKeyThatCannotServeIsNamedWithTheReason(String key, String reason) {
        var material = TlsMaterial.ofJava().as(file("rsa-cert.pem"), file(key));

        assertThatThrownBy(() -> new TlsContext(material))
                .isInstanceOf(TlsMaterialException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(reason);
    }

    @Test
    void aKeyOfTheSameKindButOfAnotherCertificateIsRefused(@TempDir Path folder) throws IOException {
        Path chain = folder.resolve("chain.pem");
        Files.writeString(chain, Files.readString(file("ec-cert.pem")) + Files.readString(file("rsa-cert.pem")));

        assertThatThrownBy(() -> new TlsContext(TlsMaterial.ofJava().as(chain, file("rsa-pkcs8.pem"))))
                .hasMessageContaining("is not the key of the first certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.pem", "rsa-pkcs8.pem", "README.md"})
    void anAuthorityThatIsNoneIsNamedAndTrustFallsBackToNothing(String authority) {
        assertThatThrownBy(() -> new TlsContext(TlsMaterial.trusting(file(authority))))
                .isInstanceOf(TlsMaterialException.class)
                .hasMessageContaining(authority);
    }

    @Test
    void noTextOfAFailureHoldsWhatIsInTheKey(@TempDir Path folder) throws IOException {
        Path key = folder.resolve("key.pem");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> new PemFile(key).privateKey())
                .hasMessageContaining("malformed")
                .satisfies(e -> assertThat(Stream.iterate(e, Objects::nonNull, Throwable::getCause))
                        .noneMatch(cause -> String.valueOf(cause.getMessage()).contains("secret")));
    }

    @Test
    void nothingOfTheJvmIsChanged() {
        var before = List.of(System.getProperties().clone(), Arrays.asList(Security.getProviders()));

        new TlsContext(TlsMaterial.ofJava().as(file("ec-cert.pem"), file("ec-sec1.pem"))).engine("host", 1);

        assertThat(List.of(System.getProperties().clone(), Arrays.asList(Security.getProviders())))
                .isEqualTo(before);
    }

    @Test
    void theHostIsCheckedUnlessNothingIsVerified() {
        var checked = new TlsContext(TlsMaterial.ofJava()).engine("host", 1).getSSLParameters();
        var unchecked = new TlsContext(TlsMaterial.ofJava().unverified())
                .engine("host", 1)
                .getSSLParameters();

        assertThat(checked.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(checked.getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(unchecked.getEndpointIdentificationAlgorithm()).isNull();
    }

    /** Whatever is cut off or changed in a key, it is a key or an odd file, and nothing else happens. */
    @Property(tries = 500)
    void aDamagedKeyIsToldAsSuch(@ForAll @IntRange(max = 137) int at, @ForAll byte with, @ForAll boolean cut) {
        byte[] der = Base64.getMimeDecoder()
                .decode(text("ec-sec1.pem")
                        .replaceAll("(?s).*-----BEGIN EC PRIVATE KEY-----|-----END EC PRIVATE KEY-----.*", ""));
        int place = Math.min(at, der.length - 1);
        byte[] damaged = cut ? Arrays.copyOf(der, place) : der.clone();
        if (!cut) {
            damaged[place] = with;
        }

        Throwable thrown = null;
        try {
            PrivateKeys.ofSec1(damaged);
        } catch (IllegalArgumentException e) {
            thrown = e;
        }
        assertThat(cut && thrown == null).isFalse();
    }

    private static Path file(String name) {
        return Path.of("src/test/resources/dev/estibador/netty/tls", name);
    }

    private static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

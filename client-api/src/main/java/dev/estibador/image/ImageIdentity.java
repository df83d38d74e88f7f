package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known and verified of where an image comes from, API 1.53.
 *
 * @param signature verified signatures
 * @param pull where it was pulled from
 * @param build the builds that made it
 */
public record ImageIdentity(
        @JsonProperty("Signature") List<Signature> signature,
        @JsonProperty("Pull") List<Pull> pull,
        @JsonProperty("Build") List<Build> build) {
    @JsonCreator
    public ImageIdentity {
        signature = Copies.of(signature);
        pull = Copies.of(pull);
        build = Copies.of(build);
    }

    /** Where an image was pulled from. */
    public record Pull(@JsonProperty("Repository") @Nullable String repository) {
        @JsonCreator
        public Pull {}
    }

    /**
     * A build that made an image.
     *
     * @param ref to look the build up by
     * @param createdAt when it ran
     */
    public record Build(
            @JsonProperty("Ref") @Nullable String ref,
            @JsonProperty("CreatedAt") @Nullable Instant createdAt) {
        @JsonCreator
        public Build {}
    }

    /**
     * A signature and what its verification found.
     *
     * @param name the kind of signature, for people
     * @param timestamps signed and verified
     * @param knownSigner a signer that the engine itself knows
     * @param dockerReference the image's name in the signature, as old ones have it
     * @param error why it could not be verified; then the rest may be missing or untrusted
     */
    public record Signature(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Timestamps") List<Timestamp> timestamps,
            @JsonProperty("KnownSigner") @Nullable KnownSigner knownSigner,
            @JsonProperty("DockerReference") @Nullable String dockerReference,
            @JsonProperty("Signer") @Nullable Signer signer,
            @JsonProperty("SignatureType") @Nullable SignatureType signatureType,
            @JsonProperty("Error") @Nullable String error,
            @JsonProperty("Warnings") List<String> warnings) {
        @JsonCreator
        public Signature {
            timestamps = Copies.of(timestamps);
            warnings = Copies.of(warnings);
        }
    }

    /** A time that somebody else has signed. */
    public record Timestamp(
            @JsonProperty("Type") @Nullable TimestampType type,
            @JsonProperty("URI") @Nullable String uri,
            @JsonProperty("Timestamp") @Nullable Instant timestamp) {
        @JsonCreator
        public Timestamp {}
    }

    /**
     * What the signer's certificate says.
     *
     * @param issuer of the OIDC token
     * @param buildSignerUri the instructions that signed
     * @param buildSignerDigest the version of those
     * @param runnerEnvironment hosted by the platform, or by its user
     * @param sourceRepositoryRef the branch or tag
     * @param buildConfigUri the instructions that began the build
     * @param buildConfigDigest the version of those
     * @param buildTrigger what began it
     * @param runInvocationUri the run
     */
    public record Signer(
            @JsonProperty("CertificateIssuer") @Nullable String certificateIssuer,

            @JsonProperty("SubjectAlternativeName") @Nullable
            String subjectAlternativeName,

            @JsonProperty("Issuer") @Nullable String issuer,
            @JsonProperty("BuildSignerURI") @Nullable String buildSignerUri,
            @JsonProperty("BuildSignerDigest") @Nullable String buildSignerDigest,
            @JsonProperty("RunnerEnvironment") @Nullable String runnerEnvironment,
            @JsonProperty("SourceRepositoryURI") @Nullable String sourceRepositoryUri,

            @JsonProperty("SourceRepositoryDigest") @Nullable
            String sourceRepositoryDigest,

            @JsonProperty("SourceRepositoryRef") @Nullable String sourceRepositoryRef,

            @JsonProperty("SourceRepositoryIdentifier") @Nullable
            String sourceRepositoryIdentifier,

            @JsonProperty("SourceRepositoryOwnerURI") @Nullable
            String sourceRepositoryOwnerUri,

            @JsonProperty("SourceRepositoryOwnerIdentifier") @Nullable
            String sourceRepositoryOwnerIdentifier,

            @JsonProperty("BuildConfigURI") @Nullable String buildConfigUri,
            @JsonProperty("BuildConfigDigest") @Nullable String buildConfigDigest,
            @JsonProperty("BuildTrigger") @Nullable String buildTrigger,
            @JsonProperty("RunInvocationURI") @Nullable String runInvocationUri,

            @JsonProperty("SourceRepositoryVisibilityAtSigning") @Nullable
            String sourceRepositoryVisibilityAtSigning) {
        @JsonCreator
        public Signer {}
    }

    /** The form of a signature. An open set: a word that this version does not know is kept as it came. */
    public record SignatureType(@JsonValue String value) {
        public static final SignatureType BUNDLE_V0_3 = new SignatureType("bundle-v0.3");
        public static final SignatureType SIMPLE_SIGNING_V1 = new SignatureType("simplesigning-v1");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public SignatureType {}

        @Override
        public String toString() {
            return value;
        }
    }

    /** Who signed a time. An open set: a word that this version does not know is kept as it came. */
    public record TimestampType(@JsonValue String value) {
        public static final TimestampType TLOG = new TimestampType("Tlog");
        public static final TimestampType TIMESTAMP_AUTHORITY = new TimestampType("TimestampAuthority");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public TimestampType {}

        @Override
        public String toString() {
            return value;
        }
    }

    /** A signer that engines know by themselves. An open set: a word that this version does not know is kept as it came. */
    public record KnownSigner(@JsonValue String value) {
        public static final KnownSigner DHI = new KnownSigner("DHI");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public KnownSigner {}

        @Override
        public String toString() {
            return value;
        }
    }
}

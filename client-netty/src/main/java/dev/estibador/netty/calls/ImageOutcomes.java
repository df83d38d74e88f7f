package dev.estibador.netty.calls;

import dev.estibador.image.ImageImported;
import dev.estibador.image.ImagePulled;
import dev.estibador.image.ImagePushed;
import dev.estibador.image.ImagePushed.PushedTag;
import dev.estibador.image.ImagesLoaded;
import dev.estibador.netty.json.Json;
import dev.estibador.stream.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the messages of the jobs on images come to. A job has succeeded if it ends without an error, and a build if it has an id. */
final class ImageOutcomes {
    static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");
    private static final Pattern DIGEST = Pattern.compile("Digest: ([^ ]+:[0-9a-f]{32,})");

    private static final Pattern PUSHED = Pattern.compile("([^ ]+): digest: ([^ ]+:[0-9a-f]{32,}) size: ([0-9]{1,18})");

    private ImageOutcomes() {}

    static final class Pulled implements JobStream.Outcome<ImagePulled> {
        private final String reference;
        private volatile @Nullable String digest;

        Pulled(String reference) {
            this.reference = reference;
        }

        @Override
        public boolean take(Progress message) {
            Matcher told = DIGEST.matcher(message.status());
            if (told.matches()) {
                digest = told.group(1);
            }
            return false;
        }

        @Override
        public ImagePulled result() {
            return new ImagePulled(reference, digest);
        }
    }

    static final class Imported implements JobStream.Outcome<ImageImported> {
        private volatile @Nullable String id;

        @Override
        public boolean take(Progress message) {
            if (ID.matcher(message.status()).matches()) {
                id = message.status();
            }
            return false;
        }

        @Override
        public ImageImported result() {
            return new ImageImported(id);
        }
    }

    static final class Pushed implements JobStream.Outcome<ImagePushed> {
        private final List<PushedTag> tags = new CopyOnWriteArrayList<>();

        /** What engines with containerd's image store say in words only. */
        private final List<PushedTag> told = new CopyOnWriteArrayList<>();

        @Override
        public boolean take(Progress message) {
            Matcher words = PUSHED.matcher(message.status());
            if (words.matches()) {
                told.add(new PushedTag(words.group(1), words.group(2), Long.valueOf(words.group(3))));
            }
            return message.aux() instanceof Map<?, ?> aux
                    && aux.containsKey("Digest")
                    && tags.add(Json.convert("POST /images/{name}/push", aux, PushedTag.class));
        }

        @Override
        public ImagePushed result() {
            return new ImagePushed(tags.isEmpty() ? told : tags);
        }
    }

    static final class Loaded implements JobStream.Outcome<ImagesLoaded> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public boolean take(Progress message) {
            if (message.stream() != null) {
                lines.addAll(message.status().lines().toList());
            }
            return false;
        }

        @Override
        public ImagesLoaded result() {
            return new ImagesLoaded(lines);
        }
    }
}

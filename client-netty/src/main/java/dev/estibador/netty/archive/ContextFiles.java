package dev.estibador.netty.archive;

import dev.estibador.build.BuildContext;
import dev.estibador.common.FileSet;
import dev.estibador.common.IgnoreRules;
import dev.estibador.netty.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The files of a build context, as {@code docker build} would find them now. */
final class ContextFiles {
    private ContextFiles() {}

    static FileSet of(BuildContext context) throws IOException {
        if (context instanceof BuildContext.OfFiles made) {
            return made.files();
        }
        if (context instanceof BuildContext.OfFolder folder) {
            return of(folder, rules(folder));
        }
        throw new IllegalArgumentException("A tar archive is sent as it is");
    }

    /** What an engine reads from the context is in it, whatever the rules say: it applies them itself. */
    static FileSet of(BuildContext.OfFolder folder, IgnoreRules rules) throws IOException {
        requireDockerfile(folder);
        IgnoreRules keeping = folder.rules() == null
                ? rules.keeping(ContextTree.IGNORE_FILE, folder.dockerfileName())
                : rules.keeping(folder.dockerfileName());
        return folder.files().toBuilder().folder("", folder.folder(), keeping).build();
    }

    /** An engine would say the same, but not of which folder it speaks. */
    private static void requireDockerfile(BuildContext.OfFolder folder) throws IOException {
        String name = folder.dockerfileName();
        boolean fromElsewhere =
                folder.files().entries().stream().anyMatch(entry -> entry.name().equals(name));
        // One that lies in another folder of the set is not looked for.
        boolean besideTheFolder = folder.files().entries().stream()
                .anyMatch(entry -> entry instanceof FileSet.DiskFolder && name.startsWith(entry.name() + "/"));
        if (!fromElsewhere && !besideTheFolder) {
            DiskPath.facts(folder.folder().resolve(name));
        }
    }

    /** The rules of a folder, as they are now. */
    static IgnoreRules rules(BuildContext.OfFolder folder) throws IOException {
        IgnoreRules given = folder.rules();
        if (given != null) {
            return given;
        }
        for (Path file : folder.ignoreFiles()) {
            byte[] text;
            try {
                text = WholeFile.read(file);
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw DiskPath.unreadable(file, e);
            }
            try {
                return IgnoreRules.parse(new String(text, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        String.format(Locale.ROOT, "'%s' has a rule that cannot be read. %s", file, e.getMessage()), e);
            }
        }
        return IgnoreRules.NONE;
    }
}

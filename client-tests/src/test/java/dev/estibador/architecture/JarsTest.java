package dev.estibador.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.DockerClient;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.netty.NettyDockerClient;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get with the library, jar by jar: as the module system finds it on the tests' class path. */
@OnOneJava("is about what Maven makes")
class JarsTest {
    private static final String ROOT = "dev.estibador.netty";

    /** Our direct dependencies and theirs, each of which a user can raise by itself. */
    private static final Pattern EXPECTED =
            Pattern.compile("dev\\.estibador\\.(api|netty)|io\\.netty\\..*|tools\\.jackson\\..*"
                    + "|com\\.fasterxml\\.jackson\\.annotation|org\\.newsclub\\.net\\.unix|org\\.slf4j|org\\.jspecify"
                    + "|org\\.apache\\.commons\\.(compress|io|lang3|codec)");

    /** Libraries of which a program can have one version only, and that others need. */
    private static final Pattern UNWANTED =
            Pattern.compile("com/google/(common|thirdparty)/.*|org/(glassfish|bouncycastle)/.*"
                    + "|jakarta/ws/.*|javax/ws/.*|com/sun/jna/.*");

    private static Path home(Class<?> type) throws Exception {
        URI home = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(home);
    }

    /** Whatever is on the class path and may be a module. */
    private static Path[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar") && Files.exists(path))
                .toArray(Path[]::new);
    }

    /** The modules that a client needs at run time, without Java's own. */
    private static List<ModuleReference> modules() throws Exception {
        List<Path> paths = new ArrayList<>(List.of(home(NettyDockerClient.class), home(DockerClient.class)));
        for (Path jar : classPath()) {
            // one that is no module is needed by none, and two of such may have one name
            if (isModule(jar)) {
                paths.add(jar);
            }
        }
        Configuration all = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(paths.toArray(Path[]::new)), ModuleFinder.of(), Set.of(ROOT));
        return all.modules().stream().map(ResolvedModule::reference).toList();
    }

    private static boolean isModule(Path jar) {
        return ModuleFinder.of(jar).findAll().stream()
                .noneMatch(module -> module.descriptor().isAutomatic());
    }

    /** L49. */
    @Test
    void aClientNeedsWhatItSaysAndNothingElse() throws Exception {
        assertThat(modules())
                .extracting(module -> module.descriptor().name())
                .contains(ROOT, "io.netty.transport", "org.slf4j")
                .allMatch(name -> EXPECTED.matcher(name).matches());
    }

    /** L49: our jars have our classes alone, and no other has a library in it that a user may have, too. */
    @Test
    void nothingIsShadedIntoAnyJar() throws Exception {
        Set<String> unwanted = new TreeSet<>();
        for (ModuleReference module : modules()) {
            for (String entry : entries(module)) {
                if (UNWANTED.matcher(entry).matches()) {
                    unwanted.add(module.descriptor().name() + ": " + entry);
                }
                if (module.descriptor().name().startsWith("dev.estibador.") && entry.endsWith(".class")) {
                    assertThat(entry).matches("(dev/estibador/.*|module-info\\.class)");
                }
            }
        }
        assertThat(unwanted).isEmpty();
    }

    /** L50. */
    @Test
    void noPackageIsInTwoJars() throws Exception {
        Map<String, String> owners = new HashMap<>();
        for (ModuleReference module : modules()) {
            for (String room : module.descriptor().packages()) {
                assertThat(owners.put(room, module.descriptor().name()))
                        .as(room)
                        .isNull();
            }
        }
    }

    private static List<String> entries(ModuleReference module) throws IOException {
        try (ModuleReader reader = module.open();
                Stream<String> entries = reader.list()) {
            return entries.toList();
        }
    }

    /** L50: an image that has the client and what it needs of Java alone, and calls an engine. */
    @Test
    void anImageOfJlinkCallsAnEngine(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        List<String> path = new ArrayList<>();
        for (ModuleReference module : modules()) {
            path.add(Path.of(module.location().orElseThrow()).toString());
        }
        run(
                directory,
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--module-path",
                String.join(java.io.File.pathSeparator, path),
                "--add-modules",
                ROOT,
                "--output",
                image.toString());
        Path program = directory.resolve("program/dev/estibador/architecture");
        Files.createDirectories(program);
        String name = PingProgram.class.getName().replace('.', '/') + ".class";
        try (var bytes = PingProgram.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(bytes, directory.resolve("program").resolve(name));
        }

        String said = run(
                directory,
                image.resolve("bin/java").toString(),
                "-cp",
                directory.resolve("program").toString(),
                PingProgram.class.getName());

        assertThat(said.lines()).contains("the engine speaks 1.45");
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}

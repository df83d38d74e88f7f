package dev.estibador.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled here, and run by {@link SamplesEngineTest}. */
class ReadmeTest {
    @Test
    void theSampleOfTheReadmeIsTheOneThatIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/estibador/samples/Readme.java"));
        String readme = Files.readString(Path.of("../README.md"));
        String begin = "// begin readme\n";
        String sample = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// end readme"));

        assertThat(readme).contains("```java\n" + sample + "```");
    }
}

package dev.estibador.engine;

import dev.estibador.matrix.EngineUnderTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Every way to reach the engine, or the one that {@code -Dreach} names; to one of the matrix there is but one. */
class Reaches implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        String only = EngineUnderTest.isOfMatrix() ? Reach.UNIX_NATIVE.name() : System.getProperty("reach");
        Stream<Reach> reaches = only == null ? Arrays.stream(Reach.values()) : Stream.of(Reach.valueOf(only));
        return reaches.map(Arguments::of);
    }

    /** Those of them that lead to the same engine: the one with TLS is another. */
    static final class ToOneEngine extends Reaches {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return super.provideArguments(parameters, context).filter(reach -> reach.get()[0] != Reach.TLS);
        }
    }
}

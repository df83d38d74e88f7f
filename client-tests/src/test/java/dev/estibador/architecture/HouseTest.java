package dev.estibador.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.estibador.DockerClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the house: who may know whom, and what every group's interface looks like. */
class HouseTest {
    static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.estibador")
            .that(not(resideInAPackage("dev.estibador.samples..")));

    @ParameterizedTest
    @CsvSource({
        "error,",
        "common, error",
        "stream, error",
        "connect, common error",
        "network, common error",
        "volume, common error",
        "build, common error",
        "container, network volume stream common error",
        "exec, stream common error",
        "image, container build stream common error",
        "swarm, container network volume stream common error",
        "plugin, stream common error",
        "system, container image volume swarm stream common error",
        "netty.execution,",
        "netty.http, error",
        "netty.wire, netty.execution error stream",
        "netty.json, error stream common",
        "netty.files,",
        "netty.archive, netty.files build common error",
        "netty.connect, connect netty.files netty.json common error",
        "netty.listener, netty.http connect common error",
        "netty.session, netty.http netty.wire netty.archive netty.files image build stream common error",
        "netty.tls, netty.files connect error",
        "netty.transport, netty.files netty.http netty.wire netty.tls connect error",
    })
    void aRoomKnowsOnlyTheRoomsBelowIt(String room, String known) {
        List<String> allowed = known == null ? List.of() : Arrays.asList(known.split(" "));
        String[] packages = Stream.concat(allowed.stream(), Stream.of(room))
                .map(name -> "dev.estibador." + name)
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("dev.estibador." + room)
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("dev.estibador..")).or(resideInAnyPackage(packages)))
                .check(HOUSE);
    }

    @Test
    void thereAreNoCyclesBetweenPackages() {
        slices().matching("dev.estibador.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "io.netty.., dev.estibador.netty.transport",
        "org.newsclub.., dev.estibador.netty.transport",
        "tools.jackson.., dev.estibador.netty.json",
        "org.apache.commons.compress.., dev.estibador.netty.archive",
    })
    void aLibraryHasOneRoom(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }

    @Test
    void theApiKnowsTheJdkItselfAndTwoSetsOfAnnotations() {
        classes()
                .that()
                .resideInAPackage("dev.estibador..")
                .and()
                .resideOutsideOfPackage("dev.estibador.netty..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "dev.estibador..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations.."))
                .check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = HOUSE.stream()
                .map(type -> type.getPackage())
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .distinct()
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyMethodOfAGroupThatTakesOptionsHasALambdaTwin(Class<?> group) {
        List<Method> withOptions = Arrays.stream(group.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> method.getParameterCount() > 0)
                .filter(method -> last(method).getSimpleName().matches(".*(Spec|Options)"))
                .filter(method -> !last(method).getSimpleName().equals("CopyInOptions"))
                .toList();
        List<Method> twins = Arrays.stream(group.getMethods())
                .filter(Method::isDefault)
                .filter(method -> last(method) == Consumer.class)
                .toList();

        assertThat(withOptions).allSatisfy(method -> assertThat(twins)
                .as("lambda twin of %s", method)
                .anyMatch(twin ->
                        twin.getName().equals(method.getName()) && twin.getReturnType() == method.getReturnType()));
    }

    static Stream<Class<?>> groups() {
        return Arrays.stream(DockerClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && method.getReturnType().isInterface())
                .map(Method::getReturnType);
    }

    private static Class<?> last(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return types.length == 0 ? void.class : types[types.length - 1];
    }

    /** L49: whoever builds on the API can have any names; ours say what things are. */
    @Test
    void noClassIsNamedForItsBeingAHelper() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Abstract.*|Base)")
                .check(HOUSE);
    }
}

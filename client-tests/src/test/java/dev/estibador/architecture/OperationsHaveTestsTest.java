package dev.estibador.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.estibador.DockerClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every method of every group is called by a contract test and, where an engine can do it here, by an engine test. */
class OperationsHaveTestsTest {
    private static final JavaClasses TESTS = new ClassFileImporter().importPackages("dev.estibador");

    /** What no engine test shows succeeding, and why. */
    private static final Map<String, String> WITHOUT_ENGINE_TEST = new TreeMap<>(Map.ofEntries(
            Map.entry("Containers.checkpoints", "needs an engine with experimental features, and CRIU"),
            Map.entry("Containers.createCheckpoint", "needs an engine with experimental features, and CRIU"),
            Map.entry("Containers.removeCheckpoint", "needs an engine with experimental features, and CRIU"),
            Map.entry("Images.attestations", "came with API 1.55"),
            Map.entry("Images.search", "asks Docker Hub's index, which no registry at hand has"),
            Map.entry("Swarm.unlock", "needs a restart of the engine; only its refusal is shown"),
            Map.entry("Volumes.update", "came with API 1.42, and needs a volume of a cluster's driver")));

    private static Set<String> groupMethods() {
        return Arrays.stream(DockerClient.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0
                        && method.getReturnType().isInterface())
                .flatMap(group -> Arrays.stream(group.getReturnType().getMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(OperationsHaveTestsTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** What the classes of a package call, directly or by one of a method's lambda twins. */
    private static Set<String> calledFrom(String... packages) {
        return TESTS.stream()
                .filter(type -> Arrays.stream(packages)
                        .anyMatch(name -> type.getPackageName().startsWith("dev.estibador." + name)))
                .flatMap(type -> Stream.concat(
                        type.getMethodCallsFromSelf().stream()
                                .map(JavaMethodCall::getTarget)
                                .map(OperationsHaveTestsTest::name),
                        type.getMethodReferencesFromSelf().stream()
                                .map(JavaMethodReference::getTarget)
                                .map(target -> target.getOwner().getSimpleName() + "." + target.getName())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MethodCallTarget target) {
        return target.getOwner().getSimpleName() + "." + target.getName();
    }

    @Test
    void everyOperationHasAContractTest() {
        Set<String> without = groupMethods();
        without.removeAll(calledFrom("contract"));

        assertThat(without).isEmpty();
    }

    @Test
    void everyOperationHasAnEngineTestOrAReasonWhyNot() {
        Set<String> without = groupMethods();
        without.removeAll(calledFrom("engine", "samples"));
        WITHOUT_ENGINE_TEST.forEach(
                (operation, reason) -> System.out.println("without engine test: " + operation + ": it " + reason));

        without.removeAll(WITHOUT_ENGINE_TEST.keySet());
        assertThat(without).isEmpty();
        assertThat(groupMethods()).containsAll(WITHOUT_ENGINE_TEST.keySet());
    }
}

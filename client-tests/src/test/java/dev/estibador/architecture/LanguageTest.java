package dev.estibador.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What this library says to machines, and what it decides, is the same in every language, time zone and charset, on every system. */
class LanguageTest {
    /** Of the classes that format. */
    private static final Set<String> FORMATTING =
            Set.of("format", "formatted", "printf", "toLowerCase", "toUpperCase", "getInstance", "ofPattern", "<init>");

    /** What asks the system, whatever it is given. */
    private static final Set<String> OF_SYSTEM = Set.of(
            "java.lang.System.lineSeparator",
            "java.lang.String.formatted",
            "java.io.BufferedWriter.newLine",
            "java.nio.charset.Charset.defaultCharset",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Locale.getDefault");

    private static final Set<String> JUDGING = Set.of(
            "contains", "startsWith", "endsWith", "equals", "equalsIgnoreCase", "indexOf", "matches", "toLowerCase");

    /** They tell a failure, and judge something else: what they read, and what a program has said. */
    private static final Set<String> TELLING = Set.of(
            "IgnoreRules.read",
            "BuildTraces.decoded",
            "OutputCopy.ownWords",
            "CredentialHelpers.ask",
            "CredentialHelpers.get");

    private static void neverCalled(String what, Predicate<JavaCall<?>> which) {
        noClasses()
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(what, which))
                .check(HouseTest.HOUSE);
    }

    private static boolean isGiven(JavaCall<?> call, Class<?> type) {
        return call.getTarget().getRawParameterTypes().stream().anyMatch(each -> each.isEquivalentTo(type));
    }

    private static boolean isOf(JavaCall<?> call, Class<?> type) {
        return call.getTargetOwner().isAssignableTo(type);
    }

    @Test
    void nothingIsFormattedByTheLanguageOfTheSystem() {
        neverCalled("something that formats is not told the language", call -> {
            String owner = call.getTargetOwner().getName();
            boolean formats = owner.startsWith("java.text.")
                    || owner.startsWith("java.time.format.")
                    || owner.equals("java.util.Formatter")
                    || (isOf(call, String.class) && !call.getName().equals("<init>"))
                    || (isOf(call, PrintStream.class) && !call.getName().equals("<init>"));
            return formats && FORMATTING.contains(call.getName()) && !isGiven(call, Locale.class);
        });
    }

    @Test
    void noTextIsMadeOfBytesByTheCharsetOfTheSystem() {
        neverCalled("something that encodes or decodes is not told the charset", call -> {
            boolean made = call.getName().equals("<init>");
            boolean bytesToText =
                    (isOf(call, String.class) && (made || call.getName().equals("getBytes")))
                            && (isGiven(call, byte[].class) || call.getName().equals("getBytes"));
            boolean stream = made
                    && Set.of(
                                    "java.io.InputStreamReader",
                                    "java.io.OutputStreamWriter",
                                    "java.io.FileReader",
                                    "java.io.FileWriter")
                            .contains(call.getTargetOwner().getName());
            boolean other = made
                    && (isOf(call, Scanner.class) || isOf(call, PrintStream.class))
                    && !isGiven(call, Reader.class)
                    && !isGiven(call, Writer.class);
            return (bytesToText || stream || other) && !isGiven(call, Charset.class);
        });
    }

    @Test
    void nothingElseDependsOnTheSystem() {
        neverCalled(
                "the system's default is asked for",
                call -> OF_SYSTEM.contains(call.getTargetOwner().getName() + "." + call.getName()));
    }

    /** A number, a type or a file tells what happened; messages are translated, and change. */
    @Test
    void nothingIsDecidedByTheWordsOfAFailure() {
        noMethods()
                .should(new ArchCondition<JavaMethod>("judge a failure by its message") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean reads = method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> isOf(call, Throwable.class)
                                        && call.getName().equals("getMessage"));
                        boolean judges = method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> isOf(call, String.class) && JUDGING.contains(call.getName()));
                        boolean tells = TELLING.contains(method.getOwner().getSimpleName() + "." + method.getName());
                        events.add(new SimpleConditionEvent(method, reads && judges && !tells, method.getFullName()));
                    }
                })
                .check(HouseTest.HOUSE);
    }
}

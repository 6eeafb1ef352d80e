package dev.joey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of docs/architecture.md hold for the engine, and each is seen to bite: what is planted
 * below {@code dev.joey.planted} violates it.
 *
 * <p>Plain Jupiter on purpose: Surefire 3.5.3 skips {@code @ArchTest} fields in silence
 * (apache/maven-surefire#839).
 */
class ArchitectureTest {
    private static final String PLANTED = "dev.joey.planted.";

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.joey");

    static Stream<Checked> rules() {
        return Stream.of(
                new Checked(
                        "cycle",
                        ArchitectureRules::featuresHaveNoCycles,
                        "one.First",
                        "two.Second"),
                new Checked(
                        "upward",
                        ArchitectureRules.layersLookDown(),
                        "error.KnowsThePlatform",
                        "linux.KnowsWhatIsShared",
                        "event.KnowsAPart",
                        "image.KnowsWhatRuns",
                        "container.KnowsAFront"),
                new Checked("homeless", ArchitectureRules.everyPackageHasALayer(), "Homeless"),
                new Checked(
                        "foundation",
                        ArchitectureRules.theFoundationStandsOnErrorsAlone(),
                        "lock.KnowsItsNeighbour"),
                new Checked("engine", ArchitectureRules.nobodyKnowsTheEngine(), "KnowsTheEngine"),
                new Checked(
                        "stubs",
                        ArchitectureRules.onlyContainerdSpeaksToContainerd(),
                        "SpeaksToContainerd"),
                new Checked(
                        "kernel",
                        ArchitectureRules.onlyLinuxSpeaksToTheKernel(),
                        "CallsDown",
                        "StartsPrograms"),
                new Checked("rest", ArchitectureRules.onlyResourcesSpeakHttp(), "SpeaksHttp"),
                new Checked(
                        "sql",
                        ArchitectureRules.onlyRepositoriesSpeakSql(),
                        "SpeaksJpa",
                        "SpeaksHibernate"),
                new Checked("entity", ArchitectureRules.entitiesStayAtHome(), "WanderingEntity"),
                new Checked("bus", ArchitectureRules.onlyTheJournalSpeaksToTheBus(), "UsesTheBus"),
                new Checked(
                        "edge", ArchitectureRules.wireTypesStayAtTheEdge(), "CarriesWireInside"),
                new Checked(
                        "injection", ArchitectureRules.noFieldIsInjected(), "HasInjectedFields"),
                new Checked(
                        "injection", ArchitectureRules.noMethodIsInjected(), "HasAnInjectedMethod"),
                new Checked(
                        "crowd",
                        ArchitectureRules.beansHaveFewCollaborators(),
                        "HasManyCollaborators"),
                new Checked(
                        "naming",
                        ArchitectureRules.namesSayWhatAThingIs(),
                        "StringUtils",
                        "AbstractThing"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Checked checked) {
        checked.rule().apply("dev.joey").check(ENGINE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void bites(Checked checked) {
        String root = PLANTED + checked.planted();
        JavaClasses planted = new ClassFileImporter().importPackages(root);
        EvaluationResult result = checked.rule().apply(root).evaluate(planted);
        String report = result.getFailureReport().toString();
        assertTrue(result.hasViolation(), "no violation among " + planted.size());
        List<String> unseen =
                checked.culprits().stream()
                        .filter(culprit -> !report.contains(root + "." + culprit))
                        .toList();
        assertEquals(List.of(), unseen, report);
    }

    /**
     * A rule with what violates it.
     *
     * @param planted package below {@code dev.joey.planted}
     * @param rule made for the package whose subpackages are the features
     * @param culprits the planted classes that it must report
     */
    record Checked(String planted, Function<String, ArchRule> rule, List<String> culprits) {
        Checked(String planted, Function<String, ArchRule> rule, String... culprits) {
            this(planted, rule, List.of(culprits));
        }

        Checked(String planted, ArchRule rule, String... culprits) {
            this(planted, _ -> rule, List.of(culprits));
        }

        @Override
        public String toString() {
            return rule.apply("dev.joey").getDescription();
        }
    }
}

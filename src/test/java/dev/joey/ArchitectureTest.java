package dev.joey;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/architecture.md, as far as a machine can check it. A rule changes only together with that
 * page.
 *
 * <p>Plain Jupiter on purpose: Surefire 3.5.3 skips {@code @ArchTest} fields in silence
 * (apache/maven-surefire#839).
 */
class ArchitectureTest {
    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.joey");

    private static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.joey.(*)..").should().beFreeOfCycles();

    private static final ArchRule LAYERS_LOOK_DOWN =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("foundation")
                    .definedBy(
                            "..error..",
                            "..lock..",
                            "..config..",
                            "..db..",
                            "..metrics..",
                            "..step..")
                    .layer("platform")
                    .definedBy("..linux..", "..oci..", "..containerd..", "..http..", "..registry..")
                    .layer("shared")
                    .definedBy("..event..", "..stdio..")
                    .layer("parts")
                    .definedBy("..image..", "..volume..", "..network..")
                    .layer("runs")
                    .definedBy("..container..", "..exec..", "..restart..", "..health..")
                    .layer("fronts")
                    .definedBy("..system..", "..build..", "..cri..")
                    .whereLayer("fronts")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("runs")
                    .mayOnlyBeAccessedByLayers("fronts")
                    .whereLayer("parts")
                    .mayOnlyBeAccessedByLayers("runs", "fronts")
                    .whereLayer("shared")
                    .mayOnlyBeAccessedByLayers("parts", "runs", "fronts")
                    .whereLayer("platform")
                    .mayOnlyBeAccessedByLayers("shared", "parts", "runs", "fronts");

    private static final ArchRule ONLY_CONTAINERD_SPEAKS_TO_CONTAINERD =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..containerd..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("containerd..");

    private static final ArchRule ONLY_LINUX_SPEAKS_TO_THE_KERNEL =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..linux..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.lang.foreign..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class);

    private static final ArchRule ONLY_RESOURCES_SPEAK_HTTP =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..http..")
                    .and()
                    .haveSimpleNameNotEndingWith("Resource")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.ws.rs..");

    private static final ArchRule ONLY_REPOSITORIES_SPEAK_SQL =
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Repository")
                    .and()
                    .haveSimpleNameNotEndingWith("Entity")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.persistence..", "org.hibernate..");

    private static final ArchRule ENTITIES_STAY_AT_HOME =
            classes()
                    .that()
                    .haveSimpleNameEndingWith("Entity")
                    .should()
                    .bePackagePrivate()
                    .allowEmptyShould(true);

    private static final ArchRule ONLY_THE_JOURNAL_SPEAKS_TO_THE_BUS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..event..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx.core.eventbus..");

    private static final ArchRule WIRE_TYPES_STAY_AT_THE_EDGE =
            noClasses()
                    .that(not(resideInAPackage("..wire..")))
                    .and()
                    .haveSimpleNameNotEndingWith("Resource")
                    .and()
                    .haveSimpleNameNotEndingWith("Wire")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..wire..");

    private static final ArchRule BEANS_ARE_BUILT_THROUGH_CONSTRUCTORS =
            noFields().should().beAnnotatedWith("jakarta.inject.Inject").allowEmptyShould(true);

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                Named.of("featuresHaveNoCycles", FEATURES_HAVE_NO_CYCLES),
                Named.of("layersLookDown", LAYERS_LOOK_DOWN),
                Named.of("onlyContainerdSpeaksToContainerd", ONLY_CONTAINERD_SPEAKS_TO_CONTAINERD),
                Named.of("onlyLinuxSpeaksToTheKernel", ONLY_LINUX_SPEAKS_TO_THE_KERNEL),
                Named.of("onlyResourcesSpeakHttp", ONLY_RESOURCES_SPEAK_HTTP),
                Named.of("onlyRepositoriesSpeakSql", ONLY_REPOSITORIES_SPEAK_SQL),
                Named.of("entitiesStayAtHome", ENTITIES_STAY_AT_HOME),
                Named.of("onlyTheJournalSpeaksToTheBus", ONLY_THE_JOURNAL_SPEAKS_TO_THE_BUS),
                Named.of("wireTypesStayAtTheEdge", WIRE_TYPES_STAY_AT_THE_EDGE),
                Named.of("beansAreBuiltThroughConstructors", BEANS_ARE_BUILT_THROUGH_CONSTRUCTORS));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(ENGINE);
    }
}

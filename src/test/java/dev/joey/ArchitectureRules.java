package dev.joey;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** docs/architecture.md, section 4 and 5, as far as a machine can check it. */
final class ArchitectureRules {
    private static final String[] FOUNDATION = {
        "..error..", "..lock..", "..config..", "..db..", "..step..", "..metrics.."
    };
    private static final String[] PLATFORM = {
        "..linux..", "..oci..", "..containerd..", "..registry..", "..http.."
    };
    private static final String[] SHARED = {"..event..", "..stdio.."};
    private static final String[] PARTS = {"..image..", "..volume..", "..network.."};
    private static final String[] RUNS = {
        "..container..", "..exec..", "..health..", "..restart..", "..checkpoint..", "..stats.."
    };
    private static final String[] FRONTS = {"..system..", "..build..", "..cri.."};

    private ArchitectureRules() {}

    /**
     * No two features need each other.
     *
     * @param root the package whose subpackages are the features
     */
    static ArchRule featuresHaveNoCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    static ArchRule layersLookDown() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("foundation")
                .definedBy(FOUNDATION)
                .layer("platform")
                .definedBy(PLATFORM)
                .layer("shared")
                .definedBy(SHARED)
                .layer("parts")
                .definedBy(PARTS)
                .layer("runs")
                .definedBy(RUNS)
                .layer("fronts")
                .definedBy(FRONTS)
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
    }

    static ArchRule everyPackageHasALayer() {
        return classes()
                .that(not(resideInAPackage("dev.joey")))
                .should()
                .resideInAnyPackage(
                        ArchitectureConditions.concat(
                                FOUNDATION, PLATFORM, SHARED, PARTS, RUNS, FRONTS));
    }

    static ArchRule theFoundationStandsOnErrorsAlone() {
        return classes()
                .that()
                .resideInAnyPackage(FOUNDATION)
                .should(ArchitectureConditions.importOfOursOnly("error"));
    }

    static ArchRule nobodyKnowsTheEngine() {
        return noClasses()
                .that(not(resideInAPackage("dev.joey")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.joey");
    }

    static ArchRule onlyContainerdSpeaksToContainerd() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..containerd..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("containerd..");
    }

    static ArchRule onlyLinuxSpeaksToTheKernel() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..linux..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class);
    }

    static ArchRule onlyResourcesSpeakHttp() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..http..")
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..");
    }

    static ArchRule onlyRepositoriesSpeakSql() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .haveSimpleNameNotEndingWith("Entity")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..");
    }

    static ArchRule entitiesStayAtHome() {
        return classes()
                .that()
                .haveSimpleNameEndingWith("Entity")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true);
    }

    static ArchRule onlyTheJournalSpeaksToTheBus() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.eventbus..");
    }

    static ArchRule wireTypesStayAtTheEdge() {
        return noClasses()
                .that(not(resideInAPackage("..wire..")))
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .haveSimpleNameNotEndingWith("Wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..wire..");
    }

    static ArchRule noFieldIsInjected() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.persistence.PersistenceContext")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("io.quarkus.grpc.GrpcClient")
                .allowEmptyShould(true);
    }

    static ArchRule noMethodIsInjected() {
        return noMethods().should().beAnnotatedWith("jakarta.inject.Inject").allowEmptyShould(true);
    }

    /** The door of a feature is free: it has one collaborator for each verb. */
    static ArchRule beansHaveFewCollaborators() {
        return classes()
                .that()
                .areMetaAnnotatedWith("jakarta.enterprise.context.NormalScope")
                .or()
                .areAnnotatedWith("jakarta.inject.Singleton")
                .or()
                .haveSimpleNameEndingWith("Resource")
                .should(ArchitectureConditions.haveFewCollaborators(7))
                .allowEmptyShould(true);
    }

    /** {@code EpollTransportService} is what Vert.x calls its extension point. */
    static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("EpollTransportService")
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Common|Impl|Dto|Service)")
                .orShould()
                .haveNameMatching(".*[.$](Abstract|Base)[A-Z].*");
    }
}

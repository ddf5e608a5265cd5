package dev.workerlet.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of packages: each uses only those to its left. */
@AnalyzeClasses(packages = "dev.workerlet.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.workerlet.runtime";

    @ArchTest
    static final ArchRule packages_useOnlyThoseToTheirLeft = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("limits")
            .definedBy(ROOT + ".limits")
            .layer("message")
            .definedBy(ROOT + ".message")
            .layer("eventloop")
            .definedBy(ROOT + ".eventloop")
            .layer("scheduler")
            .definedBy(ROOT + ".scheduler")
            .layer("platform")
            .definedBy(ROOT + ".platform")
            .layer("isolate")
            .definedBy(ROOT + ".isolate")
            .layer("context")
            .definedBy(ROOT + ".context")
            .layer("web")
            .definedBy(ROOT + ".web..")
            .layer("worker")
            .definedBy(ROOT + ".worker")
            .layer("pool")
            .definedBy(ROOT + ".pool")
            .layer("facade")
            .definedBy(ROOT)
            .whereLayer("facade")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("pool")
            .mayOnlyBeAccessedByLayers("facade")
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("pool", "facade")
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("worker", "pool", "facade")
            .whereLayer("context")
            .mayOnlyBeAccessedByLayers("web", "worker", "pool", "facade")
            .whereLayer("isolate")
            .mayOnlyBeAccessedByLayers("context", "web", "worker", "pool", "facade")
            .whereLayer("platform")
            .mayOnlyBeAccessedByLayers("isolate", "context", "worker", "pool", "facade")
            .whereLayer("scheduler")
            .mayOnlyBeAccessedByLayers("context", "web", "worker", "pool", "facade")
            .whereLayer("eventloop")
            .mayOnlyBeAccessedByLayers("scheduler", "isolate", "context", "web", "worker", "pool", "facade");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule javet_isKnownToPlatformAndIsolateOnly = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".platform", ROOT + ".isolate")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.caoccao.javet..");

    @ArchTest
    static final ArchRule runtime_knowsNoContainer =
            noClasses().should().dependOnClassesThat().resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule threads_areMadeInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".eventloop.Threads")
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .callConstructor(Thread.class, ThreadGroup.class, Runnable.class, String.class, long.class);

    @ArchTest
    static final ArchRule names_sayWhatAThingIs = classes()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Util");
}

package dev.workerlet.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The direction of packages: each uses only those to its left. */
class ArchitectureTest {
    private static final String ROOT = "dev.workerlet.runtime";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packages_useOnlyThoseToTheirLeft() {
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("limits")
                .definedBy(ROOT + ".limits")
                .layer("message")
                .definedBy(ROOT + ".message")
                .layer("body")
                .definedBy(ROOT + ".body")
                .layer("codec")
                .definedBy(ROOT + ".codec")
                .layer("eventloop")
                .definedBy(ROOT + ".eventloop")
                .layer("network")
                .definedBy(ROOT + ".network")
                .layer("scheduler")
                .definedBy(ROOT + ".scheduler")
                .layer("platform")
                .definedBy(ROOT + ".platform")
                .layer("script")
                .definedBy(ROOT + ".script")
                .layer("isolate")
                .definedBy(ROOT + ".isolate")
                .layer("context")
                .definedBy(ROOT + ".context")
                .layer("web")
                .definedBy(ROOT + ".web..")
                .layer("binding")
                .definedBy(ROOT + ".binding..")
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
                .whereLayer("binding")
                .mayOnlyBeAccessedByLayers("worker", "pool", "facade")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("worker", "pool", "facade")
                .whereLayer("context")
                .mayOnlyBeAccessedByLayers("web", "binding", "worker", "pool", "facade")
                .whereLayer("isolate")
                .mayOnlyBeAccessedByLayers("context", "web", "worker", "pool", "facade")
                .whereLayer("script")
                .mayOnlyBeAccessedByLayers("isolate", "context")
                .whereLayer("platform")
                .mayOnlyBeAccessedByLayers("isolate", "context", "worker", "pool", "facade")
                .whereLayer("scheduler")
                .mayOnlyBeAccessedByLayers("context", "web", "worker", "pool", "facade")
                .whereLayer("network")
                .mayOnlyBeAccessedByLayers("scheduler", "facade")
                .whereLayer("body")
                .mayOnlyBeAccessedByLayers("network", "scheduler", "context", "facade")
                .whereLayer("codec")
                .mayOnlyBeAccessedByLayers("network", "web")
                .whereLayer("eventloop")
                .mayOnlyBeAccessedByLayers(
                        "network", "scheduler", "platform", "isolate", "context", "web", "worker", "pool", "facade");

        rule.check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        ArchRule rule = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

        rule.check(CLASSES);
    }

    @Test
    void javet_isKnownToPlatformAndIsolateOnly() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".platform", ROOT + ".isolate")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.caoccao.javet..");

        rule.check(CLASSES);
    }

    @Test
    void jettysClient_isKnownToNetworkOnly() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".network")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..");

        rule.check(CLASSES);
    }

    @Test
    void runtime_knowsNoContainer() {
        ArchRule rule = noClasses().should().dependOnClassesThat().resideInAPackage("jakarta..");

        rule.check(CLASSES);
    }

    @Test
    void threads_areMadeInOnePlace() {
        ArchRule rule = noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".eventloop.Threads")
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .callConstructor(Thread.class, ThreadGroup.class, Runnable.class, String.class)
                .orShould()
                .callConstructor(Thread.class, ThreadGroup.class, Runnable.class, String.class, long.class);

        rule.check(CLASSES);
    }

    @Test
    void names_sayWhatAThingIs() {
        ArchRule rule = classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Util");

        rule.check(CLASSES);
    }
}

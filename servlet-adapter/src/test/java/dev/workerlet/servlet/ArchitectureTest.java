package dev.workerlet.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.workerlet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule JAKARTA_STAYS_IN_THE_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage("dev.workerlet.servlet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.workerlet.servlet.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_THE_ENTRY_POINTS = noClasses()
            .that()
            .resideInAPackage("dev.workerlet.servlet.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.workerlet.servlet");

    @ArchTest
    static final ArchRule CDI_IS_NEEDED_IN_ONE_PACKAGE_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.workerlet.servlet.cdi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..");

    @ArchTest
    static final ArchRule NO_CONTAINER_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "org.apache.catalina..", "org.jboss..");
}

package dev.workerlet.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.workerlet");
        assertThat(classes.contain("dev.workerlet.runtime.Workerlet")).isTrue();
        assertThat(classes.contain("dev.workerlet.servlet.WorkerServlet")).isTrue();
    }

    @Test
    void jakarta_staysInTheAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.workerlet.servlet..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta..")
                .check(classes);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.workerlet.servlet.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void subPackages_doNotKnowTheEntryPoints() {
        noClasses()
                .that()
                .resideInAPackage("dev.workerlet.servlet.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.workerlet.servlet")
                .check(classes);
    }

    @Test
    void cdi_isNeededInOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.workerlet.servlet.cdi")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..")
                .check(classes);
    }

    @Test
    void containers_areNotKnown() {
        noClasses()
                // the HTTP client, which the web application brings along
                .that()
                .resideOutsideOfPackage("dev.workerlet.runtime.network")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..", "org.apache.catalina..", "org.jboss..")
                .check(classes);
    }

    /** Servers with modules, such as WildFly, show applications the packages of Java SE only. */
    @Test
    void packagesOfTheJdksOwn_areNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun..", "sun..", "jdk..")
                .check(classes);
    }
}

package io.ssmexport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ssmexport");

    @Test
    void dependenciesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("io.ssmexport.cli..")
                .layer("report")
                .definedBy("io.ssmexport.report..")
                .layer("verify")
                .definedBy("io.ssmexport.verify..")
                .layer("job")
                .definedBy("io.ssmexport.job..")
                .layer("coverage")
                .definedBy("io.ssmexport.coverage..")
                .layer("plan")
                .definedBy("io.ssmexport.plan..")
                .layer("state")
                .definedBy("io.ssmexport.state..")
                .layer("options")
                .definedBy("io.ssmexport.options..")
                .layer("ssm")
                .definedBy("io.ssmexport.ssm..")
                .layer("sink")
                .definedBy("io.ssmexport.sink..")
                .layer("simulator")
                .definedBy("io.ssmexport.simulator..")
                .layer("postgres")
                .definedBy("io.ssmexport.postgres..")
                .layer("row")
                .definedBy("io.ssmexport.row..")
                .layer("invocations")
                .definedBy("io.ssmexport.invocations..")
                .layer("request")
                .definedBy("io.ssmexport.request..")
                .layer("service")
                .definedBy("io.ssmexport.service..")
                .layer("wire")
                .definedBy("io.ssmexport.wire..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("verify")
                .mayOnlyBeAccessedByLayers("cli", "job")
                .whereLayer("job")
                .mayOnlyBeAccessedByLayers("cli", "report")
                .whereLayer("coverage")
                .mayOnlyBeAccessedByLayers("cli", "report")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("job", "coverage", "cli")
                .whereLayer("state")
                .mayOnlyBeAccessedByLayers("job", "plan", "coverage", "cli")
                .whereLayer("options")
                .mayOnlyBeAccessedByLayers("job", "plan", "coverage", "cli", "report")
                .whereLayer("ssm")
                .mayOnlyBeAccessedByLayers("job", "cli")
                .whereLayer("sink")
                .mayOnlyBeAccessedByLayers("job", "state", "plan", "coverage", "cli", "report", "verify")
                .whereLayer("simulator")
                .mayOnlyBeAccessedByLayers("job", "options", "cli")
                .whereLayer("postgres")
                .mayOnlyBeAccessedByLayers("job", "state", "options", "sink", "cli")
                .whereLayer("row")
                .mayOnlyBeAccessedByLayers("job", "sink", "cli", "verify", "ssm")
                .whereLayer("invocations")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("request")
                .mayOnlyBeAccessedByLayers("invocations", "options", "ssm")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("ssm", "invocations", "service")
                .whereLayer("service")
                .mayOnlyBeAccessedByLayers("ssm", "invocations", "job")
                .whereLayer("invocations")
                .mayOnlyAccessLayers("wire", "service", "request")
                .check(classes);
    }

    @Test
    void listingStartsNothingOfSpring() {
        noClasses()
                .that()
                .resideInAPackage("io.ssmexport.invocations..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(classes);
    }

    @Test
    void springBatchStaysInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ssmexport.job.slices")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(classes);
    }

    @Test
    void slicesAreReadWithoutKnowingTheRun() {
        noClasses()
                .that()
                .resideInAPackage("io.ssmexport.job.slices")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.ssmexport.job")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.ssmexport.(*)..").should().beFreeOfCycles().check(classes);
    }
}

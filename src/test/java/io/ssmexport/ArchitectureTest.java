package io.ssmexport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ssmexport.invocations.LeftOut;
import io.ssmexport.invocations.ListCommandInvocations;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** The house, ground floor first. A package knows those on lower floors only, none beside it. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("failure", "disk", "input", "simulator"),
            List.of("postgres", "request", "row", "slice", "wire"),
            List.of("broker", "destination", "service"),
            List.of("options", "sink", "ssm", "invocations"),
            List.of("state", "verify", "history"),
            List.of("plan"),
            List.of("coverage", "job"),
            List.of("report"),
            List.of("dashboard"),
            List.of("cli"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ssmexport");

    @Test
    void dependenciesPointDown() {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String room : FLOORS.get(floor)) {
                String[] notBelow = FLOORS.subList(floor, FLOORS.size()).stream()
                        .flatMap(List::stream)
                        .filter(other -> !other.equals(room))
                        .map(ArchitectureTest::packages)
                        .toArray(String[]::new);
                never(room, notBelow);
            }
        }
    }

    @Test
    void everyPackageIsOnAFloor() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals("io.ssmexport"))
                        .map(name -> name.split("\\.", -1)[2])
                        .collect(Collectors.toSet()))
                .isEqualTo(FLOORS.stream().flatMap(List::stream).collect(Collectors.toSet()));
    }

    @Test
    void listingStartsNothingOfSpringAndKnowsNoJob() {
        never("invocations", "org.springframework..");
        never("request", "org.springframework..");
        never("service", "org.springframework..");
        never("wire", "org.springframework..");
    }

    /** Clients for buckets are made by the same class as those that a list asks, in methods that it doesn't call. */
    @Test
    void noClassThatAListReachesKnowsALibraryThatTheLauncherLeavesOutForIt() throws IOException {
        Set<String> leftOut = LeftOut.packages();
        Queue<JavaClass> next = new ArrayDeque<>(List.of(CLASSES.get(ListCommandInvocations.class)));
        Set<JavaClass> reached = new HashSet<>(next);
        List<String> wrong = new ArrayList<>();
        for (JavaClass one = next.poll(); one != null; one = next.poll()) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass known = dependency.getTargetClass().getBaseComponentType();
                if (known.getPackageName().startsWith("io.ssmexport")) {
                    if (reached.add(known)) {
                        next.add(known);
                    }
                } else if (leftOut.contains(known.getPackageName())
                        && !known.getPackageName().startsWith("software.amazon.awssdk.services.s3")) {
                    wrong.add(dependency.getDescription());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(reached).hasSizeGreaterThan(100);
    }

    @Test
    void theSimulatorSharesNothingWithWhatItTests() {
        never("simulator", "software.amazon..");
    }

    @Test
    void onlyTheCommandsKnowTheCommandLine() {
        Stream.of("options", "job", "report", "dashboard", "coverage", "plan", "state")
                .forEach(room -> never(room, "picocli.."));
    }

    @Test
    void placesAreValuesThatOpenNothing() {
        never("destination", "java.sql..", "java.io..", "org.springframework..");
    }

    /** Of no use, and a cost at each start, where there are no workers. */
    @Test
    void brokersAndTheirClientsStayInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ssmexport.broker")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.jms..", "org.springframework.jms..", "org.apache.activemq..", "com.rabbitmq..")
                .check(CLASSES);
    }

    @Test
    void springBatchStaysInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ssmexport.job.slices")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(CLASSES);
    }

    @Test
    void slicesAreReadWithoutKnowingTheRun() {
        noClasses()
                .that()
                .resideInAPackage("io.ssmexport.job.slices")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.ssmexport.job")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.ssmexport.(*)..").should().beFreeOfCycles().check(CLASSES);
        Stream.of("row", "sink", "sink.file", "invocations", "job")
                .forEach(room -> slices().matching("io.ssmexport." + room + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true)
                        .check(CLASSES));
    }

    private void never(String room, String... packages) {
        noClasses()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because(room + " must not know " + Arrays.toString(packages))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String packages(String room) {
        return "io.ssmexport." + room + "..";
    }
}

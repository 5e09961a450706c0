package dev.arrway.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The simulated vendors are known to the application's list of simulators alone. */
class SimulatorDependenciesTest {
  private static final String VENDORS = "dev.arrway.sandbox.*..";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.arrway");

  @Test
  void onlyTheListNamesVendors() {
    noClasses()
        .that()
        .resideOutsideOfPackage(VENDORS)
        .and()
        .doNotHaveSimpleName("SimulatorCatalog")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(VENDORS)
        .check(MAIN);
  }

  @Test
  void theSandboxDoesNotKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.arrway.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(MAIN);
  }
}

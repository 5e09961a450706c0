package dev.arrway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.arrway.upstream.UpstreamClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the dependencies between packages with {@link PackageMatrix}. */
class PackageMatrixTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackages(PackageMatrix.ROOT);

  /** Whether the class comes from the main sources, wherever it was compiled to. */
  private static boolean isMain(JavaClass type) {
    String top = type.getName().replaceAll("\\$.*", "").replace('.', '/');
    return Files.exists(Path.of("src/main/java", top + ".java"));
  }

  private static Set<String> forbidden(Stream<JavaClass> types) {
    return types
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(arrow -> arrow.getTargetClass().getBaseComponentType().getName().startsWith("dev."))
        .filter(arrow -> !PackageMatrix.allows(source(arrow), target(arrow)))
        .map(PackageMatrixTest::line)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String source(Dependency arrow) {
    return arrow.getOriginClass().getPackageName();
  }

  private static String target(Dependency arrow) {
    return arrow.getTargetClass().getBaseComponentType().getPackageName();
  }

  private static String line(Dependency arrow) {
    return topName(arrow.getOriginClass())
        + " -> "
        + topName(arrow.getTargetClass().getBaseComponentType());
  }

  private static String topName(JavaClass type) {
    return type.getName().replaceAll("\\$.*", "").substring(PackageMatrix.ROOT.length() + 1);
  }

  @Test
  void packagesUseOnlyWhatTheMatrixAllows() {
    assertThat(forbidden(CLASSES.stream().filter(PackageMatrixTest::isMain))).isEmpty();
  }

  @Test
  void everyPackageHasARow() {
    assertThat(
            CLASSES.stream()
                .filter(PackageMatrixTest::isMain)
                .map(JavaClass::getPackageName)
                .distinct())
        .isNotEmpty()
        .allMatch(PackageMatrix::knows);
  }

  @Test
  void aForbiddenDependencyIsFound() {
    Stream<JavaClass> offenders =
        CLASSES.stream().filter(type -> type.getPackageName().endsWith(".domain.offender"));
    assertThat(forbidden(offenders)).anyMatch(line -> line.startsWith("domain.offender.Offender"));
  }

  /** Routes create commands and show instances; they neither call actors nor clients. */
  @Test
  void routesUseMessagesOfKindsAndNotTheirActors() {
    noClasses()
        .that()
        .resideInAPackage(PackageMatrix.ROOT + ".feature.*.web..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(UpstreamClient.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.upstream\\.(UpstreamActor|UpstreamFleet|CommandTable|Mailbox)")
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "app, sandbox.radarr, true",
    "gateway.stream, platform.event, true",
    "gateway, feature.accounts, false",
    "gateway, upstream, false",
    "feature.drift, feature.outbox, true",
    "feature.outbox, feature.drift, false",
    "feature.drift, feature.libraries, false",
    "feature.imports, feature.missing, true",
    "feature.imports, feature.missing.web, false",
    "feature.imports.web, feature.outbox.web, true",
    "feature.imports.web, feature.imports.source, true",
    "feature.imports, feature.imports.web, false",
    "feature.drift, gateway, false",
    "feature.drift.web, gateway, true",
    "feature.drift.web, kind.arr, true",
    "feature.drift.web, upstream, true",
    "feature.drift.web, upstream.radarr, false",
    "feature.drift, upstream, true",
    "feature.drift, upstream.radarr, false",
    "feature.drift, upstream.shared.arr, false",
    "kind.arr, kind.download, false",
    "kind.arr, platform.store, false",
    "upstream, kind.arr, false",
    "upstream.radarr, upstream.shared.arr, true",
    "upstream.radarr, upstream.sonarr, false",
    "upstream.shared.arr, upstream.radarr, false",
    "upstream.radarr, feature.instances, false",
    "platform.http, platform.bus, false",
    "platform.store, platform.http, true",
    "platform.http, platform.store, false",
    "platform.event, platform.shard, false",
    "platform.bus, domain.media, false",
    "protocol, domain.media, false",
    "domain.media, protocol, false",
    "sandbox.radarr, sandbox.sonarr, false",
    "sandbox.radarr, sandbox.arr, true",
  })
  void theMatrixAllowsAndForbids(String user, String used, boolean allowed) {
    assertThat(
            PackageMatrix.allows(PackageMatrix.ROOT + "." + user, PackageMatrix.ROOT + "." + used))
        .isEqualTo(allowed);
  }
}

package dev.arrway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.arrway.platform.bus.ActorRef;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Envelope;
import dev.arrway.upstream.InstanceClient;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of structure that a machine can check; {@link PackageMatrixTest} has the packages. */
class ArchitectureTest {
  private static final String ROOT = "dev.arrway";
  private static final String FEATURES = ROOT + ".feature.";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final JavaClasses OFFENDERS =
      new ClassFileImporter().importPackages(ROOT + ".domain.offender");

  private static final DescribedPredicate<JavaAccess<?>> CALLBACKS =
      DescribedPredicate.describe(
          "callbacks of futures",
          access ->
              access.getTargetOwner().isAssignableTo(Future.class)
                  && Set.of("onComplete", "onSuccess", "onFailure").contains(access.getName()));

  private static final DescribedPredicate<JavaAccess<?>> CLIENTS =
      DescribedPredicate.describe(
          "HTTP clients made",
          access ->
              Set.of("createHttpClient", "httpClientBuilder", "createNetClient")
                      .contains(access.getName())
                  || (access.getTargetOwner().getName().equals("io.vertx.ext.web.client.WebClient")
                      && Set.of("create", "wrap").contains(access.getName()))
                  || (access.getTargetOwner().getName().equals("java.net.http.HttpClient")
                      && access.getName().startsWith("new")));

  private static final DescribedPredicate<JavaAccess<?>> SLEEPS =
      DescribedPredicate.describe(
          "sleep",
          access ->
              access.getName().equals("sleep")
                  && (access.getTargetOwner().isEquivalentTo(Thread.class)
                      || access.getTargetOwner().isEquivalentTo(TimeUnit.class)));

  private static final DescribedPredicate<JavaAccess<?>> ENVELOPES =
      DescribedPredicate.describe(
          "envelopes created",
          access ->
              access.getTargetOwner().isEquivalentTo(Envelope.class)
                  && access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME));

  /** Rules that hold for every class; each is also shown a class that breaks it. */
  private static final List<ArchRule> RULES =
      List.of(
          noClasses()
              .that()
              .resideOutsideOfPackages(in("platform..", "gateway.."))
              .and()
              .resideOutsideOfPackage(ROOT + ".sandbox..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.vertx.core.json..")
              .as("JsonObject is used in platform and gateway only"),
          noClasses()
              .that()
              .resideInAnyPackage(in("domain..", "protocol.."))
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.vertx..")
              .as("domain and protocol know no Vert.x"),
          noClasses()
              .that()
              .resideOutsideOfPackage(ROOT + ".platform.bus..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.vertx.core.eventbus..")
              .as("only the bus touches the event bus"),
          noClasses()
              .that()
              .resideOutsideOfPackages(in("platform.http..", "sandbox.."))
              .should()
              .accessTargetWhere(CLIENTS)
              .as("only http makes clients"),
          noClasses()
              .that()
              .resideOutsideOfPackages(in("app..", "platform.bus..", "gateway..", "sandbox.."))
              .should()
              .accessTargetWhere(CALLBACKS)
              .as("futures are composed; callbacks are for the edges"),
          noClasses().should().accessTargetWhere(SLEEPS).as("nothing sleeps"),
          noClasses()
              .that()
              .areNotAssignableTo(InstanceClient.class)
              .and()
              .areNotAssignableTo(Envelope.class)
              .should()
              .accessTargetWhere(ENVELOPES)
              .as("only InstanceClient creates envelopes"),
          noClasses()
              .that()
              .resideOutsideOfPackages(in("feature.monitoring", "feature.outbox", "protocol"))
              .should()
              .callMethod(CallContext.class, "system", String.class)
              .as("only measurements and probes use the instances of all users"),
          noClasses()
              .that()
              .areNotAssignableTo(InstanceClient.class)
              .and()
              .resideOutsideOfPackage(ROOT + ".platform.bus..")
              .should()
              .dependOnClassesThat()
              .areAssignableTo(ActorRef.class)
              .as("only InstanceClient calls actors"),
          noClasses()
              .that()
              .resideOutsideOfPackage(ROOT + ".platform.store..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..")
              .as("only the store knows blocking SQL"),
          fields().that().areStatic().should().beFinal().as("nothing static changes"));

  private static String[] in(String... packages) {
    return Stream.of(packages).map(name -> ROOT + "." + name).toArray(String[]::new);
  }

  /** The packages of the features, with their subpackages. */
  private static List<String> features() {
    return MAIN.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(FEATURES))
        .map(name -> FEATURES + name.substring(FEATURES.length()).split("\\.")[0] + "..")
        .distinct()
        .sorted()
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> rulesHold() {
    return RULES.stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(MAIN)));
  }

  @TestFactory
  Stream<DynamicTest> rulesBite() {
    return RULES.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getDescription(),
                    () -> {
                      EvaluationResult result = rule.evaluate(OFFENDERS);
                      assertThat(result.hasViolation()).as("is found in the offender").isTrue();
                    }));
  }

  @Test
  void featuresNeverUseEachOthersSql() {
    DescribedPredicate<JavaClass> sql =
        DescribedPredicate.describe(
            "are SQL of a feature",
            type ->
                type.getSimpleName().matches("(Sql|Pg).+|.+(Sql|Rows|Repository)")
                    && type.getPackageName().startsWith(FEATURES));
    for (String feature : features()) {
      noClasses()
          .that()
          .resideInAPackage(feature)
          .should()
          .dependOnClassesThat(
              sql.and(DescribedPredicate.not(resideInAPackage(feature)))
                  .as("are SQL of another feature"))
          .allowEmptyShould(true)
          .check(MAIN);
    }
  }

  @Test
  void everyPackageSaysWhatItIsAndIsCheckedForNullsAndForgottenResults() {
    Set<String> packages =
        MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages)
        .allSatisfy(
            name -> {
              var info = MAIN.getPackage(name);
              assertThat(info.isAnnotatedWith(NullMarked.class)).as("NullMarked").isTrue();
              assertThat(info.isAnnotatedWith(CheckReturnValue.class))
                  .as("CheckReturnValue")
                  .isTrue();
            });
  }

  @Test
  void noFileHasMoreThan400Lines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(400));
    }
  }

  @Test
  void somethingWasLookedAt() {
    assertThat(MAIN.size()).isGreaterThan(200);
    assertThat(features()).contains(ROOT + ".feature.accounts..");
  }
}

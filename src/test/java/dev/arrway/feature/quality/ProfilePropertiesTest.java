package dev.arrway.feature.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.feature.libraries.ProfileSizes;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.FailureException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

/** Whatever an instance has, what is built from it is taken by it. */
class ProfilePropertiesTest {
  private static final List<String> NAMES =
      ProfileTemplates.all().stream()
          .flatMap(it -> it.movies().qualities().stream())
          .distinct()
          .toList();

  @Property(tries = 1_000)
  void everyTemplateOnAnySchemaIsAcceptedOrHasNothingToAllow(
      @ForAll("schemas") ProfileDocument schema,
      @ForAll("templates") ProfileTemplate template,
      @ForAll LibraryKind kind) {
    Optional<ProfileDraft> built = build(ProfileRequest.of(template.name(), "Mine"), kind, schema);
    Statistics.collect(built.isPresent());
    if (built.isEmpty()) {
      QualityIndex index = new QualityIndex(schema);
      assertThat(template.choice(kind).qualities())
          .allSatisfy(name -> assertThat(index.ids(name)).isEmpty());
      return;
    }
    ProfileDocument profile = built.get().document();
    assertThat(Schemas.refusals(schema, profile)).isEmpty();
    assertThat(allowed(profile)).isEqualTo(wanted(schema, template.choice(kind)));
    assertThat(profile.cutoff()).isPresent();
  }

  @Property(tries = 1_000)
  void anyChoiceOfQualitiesIsAccepted(
      @ForAll("schemas") ProfileDocument schema, @ForAll("picks") List<Integer> picks) {
    List<ProfileItem> all = schema.qualities();
    List<String> names =
        picks.stream().map(pick -> all.get(pick % all.size()).name()).distinct().toList();
    ProfileRequest request =
        new ProfileRequest("standard", "Mine", names, names.get(0), null, false, null, Map.of());
    ProfileDocument profile = build(request, LibraryKind.MOVIE, schema).orElseThrow().document();
    assertThat(Schemas.refusals(schema, profile)).isEmpty();
    assertThat(allowed(profile)).containsExactlyInAnyOrderElementsOf(names);
    ProfileItem cutoff = profile.cutoff().orElseThrow();
    assertThat(cutoff.qualities()).extracting(ProfileItem::name).contains(names.get(0));
  }

  @Property(tries = 300)
  void buildingTwiceIsTheSameAndLeavesTheSchemaAlone(
      @ForAll("schemas") ProfileDocument schema, @ForAll("templates") ProfileTemplate template) {
    String before = schema.text();
    ProfileRequest request = ProfileRequest.of(template.name(), "Mine");
    Optional<String> first =
        build(request, LibraryKind.SERIES, schema).map(it -> it.document().text());
    assertThat(build(request, LibraryKind.SERIES, schema).map(it -> it.document().text()))
        .isEqualTo(first);
    assertThat(schema.text()).isEqualTo(before);
  }

  @Property(tries = 500)
  void whatAPlanMakesOfAProfileIsAcceptedAndAllowsSomething(
      @ForAll("schemas") ProfileDocument schema,
      @ForAll("picks") List<Integer> picks,
      @ForAll @LongRange(min = 1, max = 60_000) long limitMb,
      @ForAll @LongRange(min = 0, max = 60_000) long averageMb) {
    List<ProfileItem> all = schema.qualities();
    List<String> names =
        picks.stream().map(pick -> all.get(pick % all.size()).name()).distinct().toList();
    ProfileRequest request =
        new ProfileRequest("any", "Mine", names, names.get(0), null, true, null, Map.of());
    ProfileDocument profile = build(request, LibraryKind.MOVIE, schema).orElseThrow().document();
    ProfileSizes sizes =
        new ProfileSizes(1, 10, averageMb == 0 ? 0 : 10, 10 * averageMb << 20, null);
    SizeModel model = new SizeModel(LibraryKind.MOVIE, List.of());
    var planned = new ProfilePlanner(model, limitMb << 20).plan(profile, sizes);
    assertThat(Schemas.refusals(schema, planned.document())).isEmpty();
    assertThat(allowed(planned.document())).isNotEmpty().isSubsetOf(allowed(profile));
    if (planned.plan().verdict() == ProfilePlan.Verdict.CHANGES) {
      assertThat(planned.plan().estimatedSize()).isLessThanOrEqualTo(limitMb << 20);
    }
  }

  private static Optional<ProfileDraft> build(
      ProfileRequest request, LibraryKind kind, ProfileDocument schema) {
    try {
      return Optional.of(ProfileBuilder.build(request, kind, schema, Schemas.LANGUAGES));
    } catch (FailureException e) {
      assertThat(e.failure().errors()).extracting(it -> it.field()).containsExactly("template");
      return Optional.empty();
    }
  }

  private static Set<String> wanted(ProfileDocument schema, ProfileTemplate.Choice choice) {
    QualityIndex index = new QualityIndex(schema);
    Set<Integer> ids =
        choice.qualities().stream()
            .flatMap(name -> index.ids(name).stream())
            .collect(Collectors.toSet());
    return schema.qualities().stream()
        .filter(quality -> ids.contains(quality.id()))
        .map(ProfileItem::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> allowed(ProfileDocument profile) {
    return profile.profile().qualities().stream()
        .filter(QualityProfile.Quality::allowed)
        .map(QualityProfile.Quality::name)
        .collect(Collectors.toSet());
  }

  @Provide
  Arbitrary<ProfileTemplate> templates() {
    return Arbitraries.of(ProfileTemplates.all());
  }

  @Provide
  Arbitrary<List<Integer>> picks() {
    return Arbitraries.integers().between(0, 1_000).list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<ProfileDocument> schemas() {
    Arbitrary<String> odd =
        Arbitraries.strings().withCharRange('a', 'e').numeric().ofMinLength(1).ofMaxLength(6);
    Arbitrary<Set<String>> names =
        Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, Arbitraries.of(NAMES)), net.jqwik.api.Tuple.of(1, odd))
            .set()
            .ofMinSize(1)
            .ofMaxSize(25);
    Arbitrary<List<Integer>> sizes = Arbitraries.integers().between(1, 4).list().ofSize(25);
    Arbitrary<List<String>> formats =
        Arbitraries.strings()
            .alpha()
            .ofMinLength(1)
            .ofMaxLength(4)
            .list()
            .uniqueElements()
            .ofMaxSize(4);
    return Combinators.combine(names, sizes, formats, Arbitraries.of(true, false))
        .as(
            (all, groups, scores, language) ->
                Schemas.schema(language, grouped(all, groups), scores));
  }

  private static List<String> grouped(Set<String> names, List<Integer> sizes) {
    List<String> left = new ArrayList<>(new LinkedHashSet<>(names));
    List<String> items = new ArrayList<>();
    for (int i = 0; !left.isEmpty(); i++) {
      List<String> part = left.subList(0, Math.min(sizes.get(i), left.size()));
      items.add(part.size() == 1 ? part.get(0) : "Group " + i + ": " + String.join(", ", part));
      part.clear();
    }
    return items;
  }
}

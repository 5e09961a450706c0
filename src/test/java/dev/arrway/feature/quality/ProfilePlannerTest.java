package dev.arrway.feature.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.arrway.feature.libraries.ProfileSizes;
import dev.arrway.feature.quality.ProfilePlan.SwitchedOff;
import dev.arrway.feature.quality.ProfilePlan.Verdict;
import dev.arrway.kind.arr.LibraryKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfilePlannerTest {
  private static final long GB = 1L << 30;
  private static final ProfileDocument SCHEMA =
      Schemas.schema(
          false,
          List.of(
              "DVD",
              "HDTV-720p",
              "WEB 720p: WEBDL-720p, WEBRip-720p",
              "WEB 1080p: WEBDL-1080p, WEBRip-1080p",
              "Bluray-1080p",
              "Remux-1080p"),
          List.of());

  private static ProfileDocument profile(String cutoff, String... qualities) {
    ProfileRequest request =
        new ProfileRequest(
            "standard", "Mine", List.of(qualities), cutoff, null, true, null, Map.of());
    ProfileDocument made =
        ProfileBuilder.build(request, LibraryKind.MOVIE, SCHEMA, List.of()).document();
    made.json().put("id", 7);
    return made;
  }

  private static ProfilePlanner.Planned plan(
      ProfileDocument profile, double limit, ProfileSizes sizes) {
    SizeModel model = new SizeModel(LibraryKind.MOVIE, List.of());
    return new ProfilePlanner(model, (long) (limit * GB)).plan(profile, sizes);
  }

  private static ProfileSizes onDisk(int movies, double average) {
    return new ProfileSizes(
        7, movies + 3, movies, (long) (movies * average * GB), (long) (3 * average * GB));
  }

  private static List<String> off(ProfilePlanner.Planned planned) {
    return planned.plan().switchedOff().stream().map(SwitchedOff::name).toList();
  }

  @Test
  void aProfileWhoseTitlesAreSmallEnoughIsLeftAlone() {
    ProfileDocument profile = profile("Remux-1080p", "Remux-1080p", "web 1080p");
    var planned = plan(profile, 5, onDisk(10, 4.5));
    assertThat(planned.plan().verdict()).isEqualTo(Verdict.FITS);
    assertThat(planned.plan().changes()).isFalse();
    assertThat(planned.document().text()).isEqualTo(profile.text());
    assertThat(planned.plan().titles()).isEqualTo(13);
    assertThat(planned.plan().files()).isEqualTo(10);
    assertThat(planned.plan().averageSize()).isEqualTo((long) (4.5 * GB));
    assertThat(planned.plan().estimatedSize()).isEqualTo((long) (4.5 * GB));
    assertThat(planned.plan().largestSize()).isEqualTo((long) (13.5 * GB));
  }

  @Test
  void theLargestQualitiesGoFirstAndTheCutoffMovesDown() {
    ProfileDocument profile =
        profile("Bluray-1080p", "Remux-1080p", "Bluray-1080p", "web 1080p", "HDTV-720p");
    var planned = plan(profile, 6, onDisk(4, 24));
    assertThat(off(planned)).containsExactly("Remux-1080p", "Bluray-1080p");
    assertThat(planned.plan().verdict()).isEqualTo(Verdict.CHANGES);
    assertThat(planned.plan().after().cutoff()).isEqualTo("WEB 1080p");
    assertThat(planned.plan().before().cutoff()).isEqualTo("Bluray-1080p");
    assertThat(planned.plan().estimatedSize()).isBetween(4 * GB, 6 * GB);
    assertThat(planned.document().id()).isEqualTo(7);
    assertThat(Schemas.refusals(SCHEMA, planned.document())).isEmpty();
  }

  @Test
  void theCutoffMovesUpWhenNothingIsLeftBelowIt() {
    ProfileDocument odd =
        Schemas.schema(false, List.of("Remux-1080p", "DVD", "WEBDL-720p"), List.of());
    ProfileRequest request =
        new ProfileRequest(
            "standard",
            "Mine",
            List.of("Remux-1080p", "DVD", "WEBDL-720p"),
            "Remux-1080p",
            null,
            true,
            null,
            Map.of());
    ProfileDocument profile =
        ProfileBuilder.build(request, LibraryKind.MOVIE, odd, List.of()).document();
    var planned = plan(profile, 6, ProfileSizes.none(0));
    assertThat(off(planned)).containsExactly("Remux-1080p");
    assertThat(planned.plan().after().cutoff()).isEqualTo("DVD");
  }

  @Test
  void aCutoffThatStaysAllowedStays() {
    ProfileDocument profile = profile("HDTV-720p", "Remux-1080p", "web 1080p", "HDTV-720p");
    assertThat(plan(profile, 6, onDisk(1, 20)).plan().after().cutoff()).isEqualTo("HDTV-720p");
  }

  @Test
  void groupsGoAsAWhole() {
    ProfileDocument profile = profile("web 1080p", "web 1080p", "DVD");
    assertThat(off(plan(profile, 2, ProfileSizes.none(7))))
        .containsExactly("WEBDL-1080p", "WEBRip-1080p");
  }

  @Test
  void theLastAllowedQualityIsNeverSwitchedOff() {
    ProfileDocument profile = profile("Remux-1080p", "Remux-1080p", "Bluray-1080p", "web 1080p");
    var planned = plan(profile, 0.1, onDisk(5, 30));
    assertThat(off(planned)).containsExactly("Remux-1080p", "Bluray-1080p");
    assertThat(planned.plan().verdict()).isEqualTo(Verdict.CANNOT_FIT);
    assertThat(planned.plan().after().cutoff()).isEqualTo("WEB 1080p");
    var alone = plan(profile("DVD", "DVD"), 0.1, ProfileSizes.none(7));
    assertThat(alone.plan().verdict()).isEqualTo(Verdict.CANNOT_FIT);
    assertThat(alone.plan().changes()).isFalse();
  }

  @Test
  void planningAgainChangesNothingMore() {
    ProfileDocument profile =
        profile("Bluray-1080p", "Remux-1080p", "Bluray-1080p", "web 1080p", "HDTV-720p");
    var first = plan(profile, 6, onDisk(4, 24));
    var second = plan(first.document(), 6, onDisk(4, 24));
    assertThat(second.plan().changes()).isFalse();
    assertThat(second.plan().verdict()).isEqualTo(Verdict.OLDER_FILES);
    assertThat(second.plan().estimatedSize()).isEqualTo(first.plan().estimatedSize());
  }

  @Test
  void theInstancesOwnDefinitionsLimitTheEstimate() {
    ProfileItem bluray =
        SCHEMA.items().stream()
            .filter(item -> item.name().equals("Bluray-1080p"))
            .findFirst()
            .orElseThrow();
    assertThat(size(bluray, null, null)).isEqualTo(78 * 110);
    assertThat(size(bluray, 30.0, 100.0)).isEqualTo(30 * 110);
    assertThat(size(bluray, null, 40.0)).isEqualTo(40 * 110);
    assertThat(size(bluray, 95.0, 100.0)).isEqualTo(78 * 110);
  }

  private static long size(ProfileItem item, Double preferred, Double most) {
    var definition = JsonNodeFactory.instance.objectNode();
    definition.putObject("quality").put("id", item.id());
    definition.put("minSize", 0.0).put("preferredSize", preferred).put("maxSize", most);
    List<JsonNode> definitions = List.of(definition);
    return Math.round(new SizeModel(LibraryKind.MOVIE, definitions).bytes(item) / (1 << 20));
  }

  @Test
  void everyQualityOfEveryTemplateHasATypicalRate() {
    for (ProfileTemplate template : ProfileTemplates.all()) {
      for (LibraryKind kind : LibraryKind.values()) {
        List<String> bestFirst = template.choice(kind).qualities();
        assertThat(bestFirst).contains(template.choice(kind).cutoff());
        assertThat(bestFirst)
            .allSatisfy(
                name -> assertThat(TypicalRates.megabytesPerMinute(name)).isBetween(9.0, 450.0));
      }
    }
    assertThat(TypicalRates.megabytesPerMinute("Bluray-4320p")).isEqualTo(400);
    assertThat(TypicalRates.megabytesPerMinute("Laserdisc")).isEqualTo(12);
  }
}

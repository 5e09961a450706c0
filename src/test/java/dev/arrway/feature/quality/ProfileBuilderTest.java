package dev.arrway.feature.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileBuilderTest {
  private static final ProfileDocument RADARR =
      Schemas.schema(
          true,
          List.of(
              "Unknown",
              "DVD",
              "HDTV-720p",
              "WEB 720p: WEBDL-720p, WEBRip-720p",
              "Bluray-720p",
              "HDTV-1080p",
              "WEB 1080p: WEBDL-1080p, WEBRip-1080p",
              "Bluray-1080p",
              "Remux-1080p",
              "BR-DISK"),
          List.of("Repack", "x265"));

  private static ProfileRequest request(
      List<String> qualities, String cutoff, Integer minimum, Map<String, Integer> scores) {
    return new ProfileRequest("standard", "Mine", qualities, cutoff, null, null, minimum, scores);
  }

  private static ProfileDraft build(ProfileRequest request) {
    return ProfileBuilder.build(request, LibraryKind.MOVIE, RADARR, Schemas.LANGUAGES);
  }

  private static List<String> items(ProfileDraft draft) {
    return draft.document().items().stream()
        .map(
            it ->
                (it.allowed() ? "+" : "-")
                    + it.name()
                    + (it.group() ? it.qualities().stream().map(ProfileItem::name).toList() : ""))
        .toList();
  }

  private static List<FieldError> errors(ProfileRequest request) {
    try {
      return List.of(new FieldError("built", build(request).document().text()));
    } catch (FailureException e) {
      return e.failure().errors();
    }
  }

  @Test
  void aTemplateAllowsItsQualitiesAndGroupsStayWhole() {
    ProfileDraft draft = build(ProfileRequest.of("standard", "  Mine "));
    assertThat(items(draft))
        .containsExactly(
            "-Unknown",
            "-DVD",
            "+HDTV-720p",
            "+WEB 720p[WEBDL-720p, WEBRip-720p]",
            "+Bluray-720p",
            "+HDTV-1080p",
            "+WEB 1080p[WEBDL-1080p, WEBRip-1080p]",
            "+Bluray-1080p",
            "-Remux-1080p",
            "-BR-DISK");
    QualityProfile profile = draft.document().profile();
    assertThat(profile.name()).isEqualTo("Mine");
    assertThat(profile.id()).isNull();
    assertThat(profile.cutoff()).isEqualTo("Bluray-1080p");
    assertThat(profile.upgradeAllowed()).isTrue();
    assertThat(profile.language()).isEqualTo("English");
    assertThat(profile.qualities().get(0).name()).isEqualTo("BR-DISK");
    assertThat(draft.skipped()).isEmpty();
  }

  @Test
  void whatTheInstanceLacksIsSkippedAndSaid() {
    ProfileDraft draft = build(ProfileRequest.of("small", "Mine"));
    assertThat(draft.skipped())
        .containsExactly("Bluray-576p", "Bluray-480p", "WEBDL-480p", "WEBRip-480p", "SDTV");
    assertThat(draft.document().profile().cutoff()).isEqualTo("WEB 720p");
  }

  @Test
  void aTemplateOfWhichNothingIsThereIsRefused() {
    assertThat(errors(ProfileRequest.of("uhd_4k", "Mine")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.field()).isEqualTo("template");
              assertThat(it.message()).contains("BR-DISK, Remux-1080p").contains("WEB 1080p");
            });
  }

  @Test
  void animeAsksForTheOriginalLanguage() {
    assertThat(build(ProfileRequest.of("anime", "A")).document().profile().language())
        .isEqualTo("Original");
    ProfileDraft poor =
        ProfileBuilder.build(ProfileRequest.of("anime", "A"), LibraryKind.MOVIE, RADARR, List.of());
    assertThat(poor.document().profile().language()).isEqualTo("English");
    assertThat(poor.skipped()).contains("language Original");
  }

  @Test
  void aGroupIsTakenApartWhenOnlyAPartOfItIsWanted() {
    ProfileDraft draft = build(request(List.of("WEBDL-1080p"), null, null, Map.of()));
    assertThat(items(draft)).containsSequence("-HDTV-1080p", "-WEBRip-1080p", "+WEBDL-1080p");
    assertThat(draft.document().profile().cutoff()).isEqualTo("WEBDL-1080p");
    assertThat(Schemas.refusals(RADARR, draft.document())).isEmpty();
  }

  @Test
  void whatRemainsOfAGroupKeepsItsNameAndId() {
    ProfileDocument schema =
        Schemas.schema(
            false, List.of("DVD", "Web: WEBDL-720p, WEBRip-720p, WEBCap-720p"), List.of());
    ProfileDraft draft =
        ProfileBuilder.build(
            request(List.of("WEBCap 720p", "WEB-DL 720p"), "web", null, Map.of()),
            LibraryKind.SERIES,
            schema,
            List.of());
    assertThat(items(draft))
        .containsExactly("-DVD", "-WEBRip-720p", "+Web[WEBDL-720p, WEBCap-720p]");
    assertThat(draft.document().items().get(2).id()).isEqualTo(1_000);
    assertThat(draft.document().json().path("cutoff").asInt()).isEqualTo(1_000);
    assertThat(Schemas.refusals(schema, draft.document())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "web-dl 1080p, WEBDL-1080p",
    "1080p webdl, WEBDL-1080p",
    "br disk, BR-DISK",
    "Bluray-1080p Remux, Remux-1080p",
    "remux 1080P, Remux-1080p",
    "dvd, DVD",
  })
  void spellingsAreTolerated(String written, String meant) {
    ProfileDraft draft = build(request(List.of(written), null, null, Map.of()));
    assertThat(draft.document().profile().qualities())
        .filteredOn(QualityProfile.Quality::allowed)
        .extracting(QualityProfile.Quality::name)
        .containsExactly(meant);
  }

  @Test
  void aGroupsNameStandsForItsMembers() {
    ProfileDraft draft = build(request(List.of("web 1080p"), "WEBRip-1080p", null, Map.of()));
    assertThat(items(draft)).contains("+WEB 1080p[WEBDL-1080p, WEBRip-1080p]");
    assertThat(draft.document().profile().cutoff()).isEqualTo("WEB 1080p");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithWhatIsThere() {
    ProfileRequest request =
        new ProfileRequest(
            "standard",
            "Mine",
            List.of("DVD", "Bluray-4320p"),
            "Laserdisc",
            "Klingon",
            true,
            100,
            Map.of("Repack", 10, "HDR", 5));
    List<FieldError> errors = errors(request);
    assertThat(errors)
        .extracting(FieldError::field)
        .containsExactly(
            "qualities.1", "cutoff", "format_scores.HDR", "min_format_score", "language");
    assertThat(errors.get(0).message()).contains("Bluray-4320p").contains("WEBDL-1080p");
    assertThat(errors.get(2).message()).endsWith("Repack, x265");
    assertThat(errors.get(3).message()).endsWith("add up to 10");
    assertThat(errors.get(4).message()).endsWith("English, German, Original");
  }

  @Test
  void aCutoffThatIsNotAllowedIsRefusedWithWhatIs() {
    assertThat(errors(request(List.of("DVD", "HDTV-720p"), "Bluray-1080p", null, Map.of())))
        .containsExactly(new FieldError("cutoff", "is not allowed; allowed are HDTV-720p, DVD"));
  }

  @Test
  void withoutTheTemplatesCutoffTheBestOneIsTheCutoff() {
    assertThat(
            build(request(List.of("DVD", "HDTV-720p"), null, null, Map.of()))
                .document()
                .profile()
                .cutoff())
        .isEqualTo("HDTV-720p");
  }

  @Test
  void scoresOfCustomFormatsAreSet() {
    QualityProfile profile =
        build(request(null, null, 10, Map.of("x265", 10))).document().profile();
    assertThat(profile.formatScores())
        .containsExactly(
            new QualityProfile.FormatScore("Repack", 0),
            new QualityProfile.FormatScore("x265", 10));
    assertThat(profile.minFormatScore()).isEqualTo(10);
  }

  @Test
  void profilesWithoutALanguageTakeNone() {
    ProfileDocument schema = Schemas.schema(false, List.of("DVD", "HDTV-720p"), List.of());
    ProfileRequest request =
        new ProfileRequest("standard", "Mine", null, null, "English", null, null, Map.of());
    assertThatThrownBy(
            () -> ProfileBuilder.build(request, LibraryKind.SERIES, schema, Schemas.LANGUAGES))
        .hasMessageContaining("have no language");
    ProfileDraft draft =
        ProfileBuilder.build(
            ProfileRequest.of("anime", "A"), LibraryKind.SERIES, schema, Schemas.LANGUAGES);
    assertThat(draft.document().hasLanguage()).isFalse();
  }

  @Test
  void aMinimumOfZeroForUpgradesIsRaised() {
    ProfileDocument schema = Schemas.schema(false, List.of("DVD", "HDTV-720p"), List.of());
    schema.json().put("minUpgradeFormatScore", 0);
    ProfileDraft draft =
        ProfileBuilder.build(
            ProfileRequest.of("standard", "A"), LibraryKind.SERIES, schema, List.of());
    assertThat(draft.document().json().path("minUpgradeFormatScore").asInt()).isEqualTo(1);
  }

  @Test
  void anUnknownTemplateIsRefusedWithAllNames() {
    assertThat(errors(ProfileRequest.of("best", "Mine")))
        .containsExactly(
            new FieldError(
                "template", "is none of any, small, standard, high_quality, uhd_4k, anime"));
  }

  @Test
  void whatIsNoProfileIsNotTakenForOne() {
    for (String document : List.of("{}", "[]", "nonsense", "{\"items\":3}")) {
      assertThatThrownBy(() -> ProfileDocument.parse(document))
          .hasMessageStartingWith("upstream_unexpected");
    }
  }
}

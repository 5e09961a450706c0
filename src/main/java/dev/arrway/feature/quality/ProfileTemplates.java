package dev.arrway.feature.quality;

import dev.arrway.feature.quality.ProfileTemplate.Choice;
import dev.arrway.protocol.Failure;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The templates that profiles can be made from. */
public final class ProfileTemplates {
  private static final List<String> WEB_1080 = List.of("WEBDL-1080p", "WEBRip-1080p");
  private static final List<String> WEB_2160 = List.of("WEBDL-2160p", "WEBRip-2160p");
  private static final List<String> HD_720 =
      List.of("Bluray-720p", "WEBDL-720p", "WEBRip-720p", "HDTV-720p");
  private static final List<String> SD_WEB = List.of("WEBDL-480p", "WEBRip-480p");
  private static final List<String> SD_DISC = List.of("Bluray-576p", "Bluray-480p", "DVD");
  private static final List<String> HD =
      of(List.of("Bluray-1080p"), WEB_1080, List.of("HDTV-1080p"), HD_720);
  private static final List<String> SMALL =
      of(List.of("WEBDL-720p", "WEBRip-720p", "HDTV-720p"), SD_DISC, SD_WEB, List.of("SDTV"));

  private static final List<ProfileTemplate> ALL =
      List.of(
          new ProfileTemplate(
              "any",
              "Whatever is there, from SD to 4K, and no upgrades. No cinema recordings, no"
                  + " untouched discs.",
              false,
              null,
              new Choice(any("Remux-2160p", "Remux-1080p"), "WEBDL-1080p"),
              new Choice(any("Bluray-2160p Remux", "Bluray-1080p Remux"), "WEBDL-1080p")),
          new ProfileTemplate(
              "small",
              "For little disk space or slow lines: 720p from the web or from TV at best.",
              true,
              null,
              new Choice(SMALL, "WEBDL-720p"),
              new Choice(SMALL, "WEBDL-720p")),
          new ProfileTemplate(
              "standard",
              "HD for most people: 720p until 1080p is there.",
              true,
              null,
              new Choice(HD, "Bluray-1080p"),
              new Choice(HD, "WEBDL-1080p")),
          new ProfileTemplate(
              "high_quality",
              "1080p only, up to untouched Blu-ray video.",
              true,
              null,
              new Choice(of(List.of("Remux-1080p", "Bluray-1080p"), WEB_1080), "Remux-1080p"),
              new Choice(
                  of(List.of("Bluray-1080p Remux", "Bluray-1080p"), WEB_1080),
                  "Bluray-1080p Remux")),
          new ProfileTemplate(
              "uhd_4k",
              "2160p only, up to untouched UHD Blu-ray video. Large files.",
              true,
              null,
              new Choice(
                  of(List.of("Remux-2160p", "Bluray-2160p"), WEB_2160, List.of("HDTV-2160p")),
                  "Remux-2160p"),
              new Choice(
                  of(
                      List.of("Bluray-2160p Remux", "Bluray-2160p"),
                      WEB_2160,
                      List.of("HDTV-2160p")),
                  "WEBDL-2160p")),
          new ProfileTemplate(
              "anime",
              "Anything from DVD to 1080p, since older shows exist in little else, in the original"
                  + " language.",
              true,
              "Original",
              new Choice(anime("Remux-1080p"), "Bluray-1080p"),
              new Choice(anime("Bluray-1080p Remux"), "Bluray-1080p")));

  private ProfileTemplates() {}

  private static List<String> any(String remux2160, String remux1080) {
    return of(
        List.of(remux2160, "Bluray-2160p"),
        WEB_2160,
        List.of("HDTV-2160p", remux1080),
        HD,
        SD_DISC,
        SD_WEB,
        List.of("SDTV"));
  }

  private static List<String> anime(String remux1080) {
    return of(List.of(remux1080), HD, SD_DISC, SD_WEB, List.of("SDTV"));
  }

  @SafeVarargs
  private static List<String> of(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  /** All of them, from the least to the most particular. */
  public static List<ProfileTemplate> all() {
    return ALL;
  }

  /** The template of this name; throws {@code invalid} with all names when there is none. */
  static ProfileTemplate named(String name) {
    return ALL.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.invalid(
                        "template",
                        "is none of "
                            + ALL.stream()
                                .map(ProfileTemplate::name)
                                .collect(Collectors.joining(", ")))
                    .asException());
  }
}

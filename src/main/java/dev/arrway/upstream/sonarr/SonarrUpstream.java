package dev.arrway.upstream.sonarr;

import dev.arrway.domain.arr.NewsKind;
import dev.arrway.kind.arr.ArrClient;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrTraits;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.KindCapability;
import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.shared.arr.ArrHook;
import java.util.List;
import java.util.Map;

/** Sonarr, which manages series; its API v3. */
public final class SonarrUpstream implements Upstream {
  private static final ArrTraits TRAITS =
      new ArrTraits(
          LibraryKind.SERIES,
          ArrHook.reader(
              LibraryKind.SERIES,
              Map.of(
                  "SeriesAdd", NewsKind.TITLE_ADDED,
                  "SeriesDelete", NewsKind.TITLE_DELETED,
                  "EpisodeFileDelete", NewsKind.FILE_DELETED)));

  @Override
  public String type() {
    return "sonarr";
  }

  @Override
  public String title() {
    return "Sonarr";
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(ArrKind.KIND.with(TRAITS));
  }

  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.API_KEY;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:8989";
  }

  @Override
  public int defaultRatePerMinute() {
    return 300;
  }

  @Override
  public List<String> expectedVersions() {
    return List.of("3", "4");
  }

  @Override
  public List<SettingField> settingFields() {
    return SonarrSettings.FIELDS;
  }

  @Override
  public ArrClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new SonarrClient(http, spec, SonarrSettings.of(settings));
  }
}

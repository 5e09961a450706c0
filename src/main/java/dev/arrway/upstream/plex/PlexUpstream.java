package dev.arrway.upstream.plex;

import dev.arrway.kind.media.MediaServerClient;
import dev.arrway.kind.media.MediaServerKind;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.KindCapability;
import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.shared.media.MediaSettings;
import java.util.List;
import java.util.Objects;

/** Plex Media Server; its key is an X-Plex-Token. */
public final class PlexUpstream implements Upstream {
  @Override
  public String type() {
    return "plex";
  }

  @Override
  public String title() {
    return "Plex";
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(MediaServerKind.KIND.with(MediaServerKind.TRAITS));
  }

  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.API_KEY;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:32400";
  }

  @Override
  public int defaultRatePerMinute() {
    return 300;
  }

  @Override
  public List<String> expectedVersions() {
    return List.of("1");
  }

  @Override
  public List<SettingField> settingFields() {
    return MediaSettings.FIELDS;
  }

  @Override
  public void check(Settings settings) {
    Objects.requireNonNull(MediaSettings.of(settings));
  }

  @Override
  public MediaServerClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new PlexClient(new PlexApi(http, spec), MediaSettings.of(settings).paths());
  }
}

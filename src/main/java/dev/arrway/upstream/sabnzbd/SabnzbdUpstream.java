package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.kind.download.DownloadClient;
import dev.arrway.kind.download.DownloadClientKind;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.KindCapability;
import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import java.util.List;

/** SABnzbd, which downloads from Usenet; its API as of 3.0. */
public final class SabnzbdUpstream implements Upstream {
  @Override
  public String type() {
    return "sabnzbd";
  }

  @Override
  public String title() {
    return "SABnzbd";
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(DownloadClientKind.KIND.with(DownloadKind.NZB));
  }

  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.API_KEY;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:8080";
  }

  @Override
  public int defaultRatePerMinute() {
    return 300;
  }

  @Override
  public List<String> expectedVersions() {
    return List.of("3", "4", "5");
  }

  @Override
  public List<SettingField> settingFields() {
    return SabnzbdSettings.FIELDS;
  }

  @Override
  public DownloadClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    SabnzbdApi api = new SabnzbdApi(http, spec);
    SabnzbdJobs jobs =
        new SabnzbdJobs(api, SabnzbdSettings.of(settings).historyLimit(), System::nanoTime);
    return new SabnzbdClient(api, jobs);
  }
}

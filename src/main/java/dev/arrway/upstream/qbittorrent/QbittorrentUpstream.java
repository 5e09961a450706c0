package dev.arrway.upstream.qbittorrent;

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

/** qBittorrent, which downloads by BitTorrent; its Web API v2. */
public final class QbittorrentUpstream implements Upstream {
  @Override
  public String type() {
    return "qbittorrent";
  }

  @Override
  public String title() {
    return QbittorrentApi.NAME;
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(DownloadClientKind.KIND.with(DownloadKind.TORRENT));
  }

  /** A login of any version, or a key of 5.2. */
  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.EITHER;
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
    return List.of("4", "5");
  }

  @Override
  public List<SettingField> settingFields() {
    return List.of(
        SettingField.map(
            "category_mappings",
            "The client's category by the name that requests use; others stay as they are."));
  }

  @Override
  public DownloadClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new QbittorrentClient(new QbittorrentApi(http, spec.credentials()));
  }
}

package dev.arrway.upstream.transmission;

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

/** The descriptor of Transmission, a BitTorrent client. */
public final class TransmissionUpstream implements Upstream {
  static final String NAME = "Transmission";

  @Override
  public String type() {
    return "transmission";
  }

  @Override
  public String title() {
    return NAME;
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(DownloadClientKind.KIND.with(DownloadKind.TORRENT));
  }

  /** A server without authentication ignores what is sent. */
  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.LOGIN;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:9091";
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
    return List.of(
        SettingField.map(
            "category_mappings",
            "The client's label by the name that requests use; others stay as they are."));
  }

  @Override
  public DownloadClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    RpcEndpoint endpoint = RpcEndpoint.of(spec.url(), spec.credentials());
    return new TransmissionClient(new TransmissionRpc(http, endpoint));
  }
}

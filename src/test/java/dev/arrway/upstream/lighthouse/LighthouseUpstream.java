package dev.arrway.upstream.lighthouse;

import dev.arrway.kind.beacon.BeaconClient;
import dev.arrway.kind.beacon.BeaconKind;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.KindCapability;
import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import java.util.List;

/** A vendor of beacons that exists in the tests alone. */
public final class LighthouseUpstream implements Upstream {
  @Override
  public String type() {
    return "lighthouse";
  }

  @Override
  public String title() {
    return "Lighthouse";
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(BeaconKind.KIND.with(40));
  }

  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.API_KEY;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:4000";
  }

  @Override
  public int defaultRatePerMinute() {
    return 300;
  }

  @Override
  public List<SettingField> settingFields() {
    return List.of();
  }

  @Override
  public BeaconClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new LighthouseClient(http);
  }
}

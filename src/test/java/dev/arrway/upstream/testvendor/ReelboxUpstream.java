package dev.arrway.upstream.testvendor;

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
import java.util.List;

/** A vendor that exists in the tests alone, to show what one costs. */
public final class ReelboxUpstream implements Upstream {
  @Override
  public String type() {
    return "reelbox";
  }

  @Override
  public String title() {
    return "Reelbox";
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(ArrKind.KIND.with(new ArrTraits(LibraryKind.MOVIE, null)));
  }

  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.API_KEY;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:7000";
  }

  @Override
  public int defaultRatePerMinute() {
    return 60;
  }

  @Override
  public List<SettingField> settingFields() {
    return ReelboxSettings.FIELDS;
  }

  @Override
  public ArrClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new ReelboxClient(http, spec, ReelboxSettings.of(settings));
  }
}

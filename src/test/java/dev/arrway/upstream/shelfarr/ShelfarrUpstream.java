package dev.arrway.upstream.shelfarr;

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

/**
 * A third manager of movies that exists in the tests alone. Its API is like those of the others,
 * but has another version below another path.
 */
public final class ShelfarrUpstream implements Upstream {
  @Override
  public String type() {
    return "shelfarr";
  }

  @Override
  public String title() {
    return "Shelfarr";
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
    return "http://localhost:8686";
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
  public ArrClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new ShelfarrClient(http, spec);
  }
}

package dev.arrway.upstream;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.upstream.lighthouse.LighthouseUpstream;
import dev.arrway.upstream.shelfarr.ShelfarrUpstream;
import dev.arrway.upstream.testvendor.ReelboxUpstream;
import java.util.List;
import java.util.stream.Stream;

/** The catalog of the tests: the standard vendors, and those that exist in the tests alone. */
public final class TestVendors {
  private static final List<Upstream> OF_TESTS =
      List.of(new ReelboxUpstream(), new LighthouseUpstream(), new ShelfarrUpstream());

  private TestVendors() {}

  /** Returns the catalog. */
  public static UpstreamCatalog catalog() {
    return UpstreamCatalog.of(
        Stream.concat(UpstreamCatalog.standard().all().stream(), OF_TESTS.stream()).toList());
  }
}

package dev.arrway.feature.arrs;

import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamKind;

/** The vendors whose instances manage movies or series. */
public final class ArrVendors {
  private ArrVendors() {}

  /** Returns whether instances of a vendor manage movies or series. */
  public static boolean isArr(Upstream upstream) {
    return upstream.kind() == UpstreamKind.MOVIES || upstream.kind() == UpstreamKind.SERIES;
  }
}

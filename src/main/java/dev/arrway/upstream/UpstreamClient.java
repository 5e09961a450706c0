package dev.arrway.upstream;

import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.domain.upstream.Gauges;
import io.vertx.core.Future;

/**
 * What a client of any vendor can do. All futures fail with a {@link
 * dev.arrway.protocol.FailureException}.
 */
public interface UpstreamClient {
  /**
   * Whether the upstream is there, is what it should be, and accepts the credentials.
   *
   * @return fails with {@code upstream_unexpected} when another application answers
   */
  Future<ConnectionReport> test(Ask ask);

  /** The state that drift is measured by. */
  Future<Fingerprint> fingerprint(Ask ask);

  /**
   * What can be measured of it, in as few calls as it takes; what it does not report is null.
   *
   * @return fails as {@link #test} does
   */
  default Future<Gauges> gauges(Ask ask) {
    return test(ask).map(report -> Gauges.of(report.version(), report.responseTimeMs()));
  }
}

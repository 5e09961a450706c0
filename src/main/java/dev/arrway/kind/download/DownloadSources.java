package dev.arrway.kind.download;

import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;

/** The store of the links and files from which downloads are added. */
@FunctionalInterface
public interface DownloadSources {
  /**
   * Opens a source of the instance's owner.
   *
   * @return fails with {@code not_found} when it is not stored (any more)
   */
  Future<DownloadSource> open(InstanceSpec instance, long sourceId);
}

package dev.arrway.feature.libraries;

import java.util.List;

/**
 * How the refresh of several libraries went.
 *
 * @param ok whether all of them were fetched
 * @param instances one for each instance
 * @param total items in all their snapshots now
 */
public record SyncResult(boolean ok, List<InstanceSync> instances, long total) {
  public SyncResult {
    instances = List.copyOf(instances);
  }
}

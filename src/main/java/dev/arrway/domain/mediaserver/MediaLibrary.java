package dev.arrway.domain.mediaserver;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One library of a media server.
 *
 * @param id the server's
 * @param kind {@code movies}, {@code series}, {@code music}, {@code photos}, {@code mixed} or
 *     {@code other}
 * @param locations folders, as the server sees them
 * @param refreshing whether it is being scanned now
 * @param progress 0 to 1 while it is being scanned and the server says how far it is
 * @param scannedAt when it was last scanned; null when the server does not say
 */
public record MediaLibrary(
    String id,
    String title,
    String kind,
    List<String> locations,
    boolean refreshing,
    @Nullable Double progress,
    @Nullable Instant scannedAt) {
  public MediaLibrary {
    locations = List.copyOf(locations);
  }
}

package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which downloads are listed; null is any.
 *
 * @param state {@code active}, {@code completed} or {@code failed}
 * @param category as the client has it, whatever the case
 * @param text part of the name, whatever the case
 */
public record DownloadFilter(
    @Nullable String state,
    @Nullable Long clientId,
    @Nullable DownloadKind kind,
    @Nullable String category,
    @Nullable String text) {
  boolean lets(Download download) {
    return inState(download.status())
        && (kind == null || download.kind() == kind)
        && (category == null || category.equalsIgnoreCase(download.category()))
        && (text == null
            || download.name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }

  private boolean inState(DownloadStatus status) {
    return state == null
        || switch (state) {
          case "active" -> status.active();
          case "completed" -> status == DownloadStatus.COMPLETED;
          default -> status == DownloadStatus.FAILED;
        };
  }
}

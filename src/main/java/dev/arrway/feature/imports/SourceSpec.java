package dev.arrway.feature.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from, without content that is sent along. What a source does not know is null or
 * empty.
 *
 * @param type such as {@code csv} or {@code missing_content}
 * @param mediaType {@code movie} or {@code series}: what the instance must hold; null for either
 * @param instanceId the instance whose library is read
 * @param playlistId missing content: only what this playlist offers
 * @param q missing content: occurs in the title, whatever its case
 * @param maxConfidence missing content: the best match is at most this sure
 * @param entryIds missing content: these entries alone
 */
public record SourceSpec(
    String type,
    @Nullable String mediaType,
    @Nullable Long instanceId,
    @Nullable Long playlistId,
    @Nullable String q,
    @Nullable Integer maxConfidence,
    List<Long> entryIds) {
  public SourceSpec {
    entryIds = entryIds == null ? List.of() : List.copyOf(entryIds);
  }
}

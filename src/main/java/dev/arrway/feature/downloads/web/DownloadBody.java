package dev.arrway.feature.downloads.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.feature.downloads.DownloadRequest;
import dev.arrway.feature.downloads.SourceCheck;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code DownloadRequest}, apart from where the download comes from. */
record DownloadBody(
    @Nullable Long clientId,
    @Nullable String name,
    @Nullable String category,
    @Nullable String priority,
    @Nullable Boolean paused,
    @Nullable Boolean sequential,
    @Nullable Boolean firstLastPiece) {
  private static final List<String> LINKS = List.of("magnet", "torrent_url", "nzb_url");

  /** What is wrong with a JSON body that its schema cannot say. */
  static List<FieldError> wrong(ObjectNode body) {
    List<FieldError> errors = new ArrayList<>();
    List<String> given = LINKS.stream().filter(body::hasNonNull).toList();
    if (given.isEmpty()) {
      errors.add(new FieldError("magnet", "one of magnet, torrent_url and nzb_url is required"));
    }
    for (String field : given) {
      String text = body.path(field).asText();
      String problem = field.equals("magnet") ? SourceCheck.magnet(text) : SourceCheck.url(text);
      if (given.size() > 1) {
        problem = "only one of magnet, torrent_url and nzb_url may be given";
      }
      if (problem != null) {
        errors.add(new FieldError(field, problem));
      }
    }
    if (given.equals(List.of("nzb_url"))) {
      for (String field : List.of("sequential", "first_last_piece")) {
        if (body.path(field).asBoolean()) {
          errors.add(new FieldError(field, "is for torrents only"));
        }
      }
    }
    return errors;
  }

  /** What a JSON body asks for, once nothing is wrong with it. */
  static DownloadRequest link(ObjectNode body, DownloadBody rest, @Nullable IdempotencyKey key) {
    String field = LINKS.stream().filter(body::hasNonNull).findFirst().orElseThrow();
    DownloadSource link = new DownloadSource.Link(Secret.of(body.path(field).asText()));
    DownloadKind kind = field.equals("nzb_url") ? DownloadKind.NZB : DownloadKind.TORRENT;
    return rest.request(kind, link, key);
  }

  DownloadRequest request(DownloadKind kind, DownloadSource source, @Nullable IdempotencyKey key) {
    return new DownloadRequest(
        kind,
        source,
        clientId,
        name,
        category,
        priority == null ? null : DownloadPriority.valueOf(priority.toUpperCase(Locale.ROOT)),
        Objects.requireNonNullElse(paused, false),
        Objects.requireNonNullElse(sequential, false),
        Objects.requireNonNullElse(firstLastPiece, false),
        key);
  }
}

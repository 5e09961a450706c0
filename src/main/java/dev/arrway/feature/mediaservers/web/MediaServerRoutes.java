package dev.arrway.feature.mediaservers.web;

import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.ScanStarted;
import dev.arrway.feature.mediaservers.MediaServers;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.ReadPage;
import dev.arrway.gateway.Routes;
import dev.arrway.kind.media.MediaCommand;
import dev.arrway.kind.media.MediaReply;
import dev.arrway.protocol.Change;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Libraries of media servers, and scans of them. */
public final class MediaServerRoutes implements Routes {
  private final MediaServers servers;

  /** With the way to the servers. */
  public MediaServerRoutes(MediaServers servers) {
    this.servers = servers;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listMediaLibraries", this::libraries)
        .on("refreshMediaLibrary", this::refresh)
        .on("scanMediaPath", this::scan);
  }

  /** {@code MediaLibrary}. */
  record LibraryView(
      String id,
      String title,
      String kind,
      List<String> locations,
      boolean refreshing,
      @Nullable Double progress,
      @Nullable Instant scannedAt) {
    static LibraryView of(MediaLibrary library) {
      return new LibraryView(
          library.id(),
          library.title(),
          library.kind(),
          library.locations(),
          library.refreshing(),
          library.progress(),
          library.scannedAt());
    }
  }

  private Future<Answer> libraries(Call call) {
    return servers
        .libraries(call.user().userId(), call.id("instance_id"), call.traceId())
        .map(
            all ->
                Answer.ok(
                    new ReadPage<>(
                        all.libraries().stream()
                            .skip(call.offset())
                            .limit(call.limit())
                            .map(LibraryView::of)
                            .toList(),
                        all.libraries().size(),
                        call.limit(),
                        call.offset(),
                        all.skipped())));
  }

  /** {@code MediaScan}. */
  record ScanView(String status, @Nullable String libraryId, @Nullable String path) {
    private static final String STARTED = "started";

    static ScanView of(ScanStarted scan) {
      return new ScanView(STARTED, scan.libraryId(), scan.path());
    }
  }

  private Future<Answer> refresh(Call call) {
    String library = call.text("library_id").orElseThrow();
    return submit(call, new MediaCommand.RefreshLibrary(library, false))
        .compose(
            entry ->
                Outcomes.answer(
                    entry, 200, reply -> new ScanView(ScanView.STARTED, library, null)));
  }

  /** {@code MediaScanRequest}. */
  record ScanRequest(String path) {}

  private Future<Answer> scan(Call call) {
    String path = call.body(ScanRequest.class).path();
    return submit(call, new MediaCommand.ScanPath(path, false))
        .compose(
            entry ->
                Outcomes.answer(
                    entry, 200, reply -> ScanView.of(((MediaReply.Scanning) reply).scan())));
  }

  private Future<OutboxEntry> submit(Call call, Change<?> change) {
    return servers.submit(
        new NewChange(
            call.user().userId(),
            call.id("instance_id"),
            change,
            call.traceId(),
            null,
            Outcomes.key(call)));
  }
}

package dev.arrway.feature.libraries.web;

import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.feature.libraries.LibraryPage;
import dev.arrway.feature.libraries.LibraryQuery;
import dev.arrway.feature.libraries.LibraryService;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;
import java.util.List;

/** The snapshots of libraries. */
public final class LibraryRoutes implements Routes {
  private final LibraryService library;

  /** With the service behind it. */
  public LibraryRoutes(LibraryService library) {
    this.library = library;
  }

  /** A page that says how old it is. */
  record SnapshotPage(
      List<LibraryItemView> items,
      long total,
      int limit,
      int offset,
      int skipped,
      SnapshotState snapshot) {}

  @Override
  public void register(Operations.Builder operations) {
    operations.on("getInstanceLibrary", this::page);
  }

  private Future<Answer> page(Call call) {
    LibraryQuery query =
        new LibraryQuery(
            call.text("q").orElse(null),
            call.flag("monitored").orElse(null),
            call.flag("has_file").orElse(null),
            call.limit(),
            call.offset());
    return library
        .page(call.user().userId(), call.id("instance_id"), query, call.traceId())
        .map(page -> shown(call, page));
  }

  private static Answer shown(Call call, LibraryPage page) {
    List<LibraryItemView> items =
        page.items().stream().map(item -> LibraryItemView.of(page.kind(), item)).toList();
    return Answer.ok(
        new SnapshotPage(
            items,
            page.total(),
            call.limit(),
            call.offset(),
            page.snapshot().skipped(),
            page.snapshot()));
  }
}

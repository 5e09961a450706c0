package dev.arrway.gateway.route;

import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.instance.SnapshotState;
import dev.arrway.library.LibraryPage;
import dev.arrway.library.LibraryQuery;
import dev.arrway.library.LibraryService;
import io.vertx.core.Future;
import java.util.List;

/** Libraries. */
public final class LibraryRoutes implements Routes {
  private final LibraryService service;

  /** With the service behind it. */
  public LibraryRoutes(LibraryService service) {
    this.service = service;
  }

  private record LibraryJson(
      List<ArrJson.Held> items, long total, int limit, int offset, SnapshotState snapshot) {
    static LibraryJson of(Call call, LibraryPage page) {
      String type = page.kind().wireName();
      return new LibraryJson(
          page.items().stream().map(item -> ArrJson.Held.of(type, item)).toList(),
          page.total(),
          call.limit(),
          call.offset(),
          page.snapshot());
    }
  }

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
    return service
        .page(call.user().userId(), call.id("instance_id"), query, call.traceId())
        .map(page -> Answer.ok(LibraryJson.of(call, page)));
  }
}

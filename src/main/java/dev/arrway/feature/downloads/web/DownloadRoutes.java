package dev.arrway.feature.downloads.web;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.feature.arrs.web.ArrRoutes;
import dev.arrway.feature.downloads.DownloadAdds;
import dev.arrway.feature.downloads.DownloadFilter;
import dev.arrway.feature.downloads.DownloadLists;
import dev.arrway.feature.downloads.DownloadRequest;
import dev.arrway.feature.downloads.Downloads;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.BodyReservation;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Downloads over all clients. */
public final class DownloadRoutes implements Routes {
  private final DownloadLists lists;
  private final DownloadAdds adds;
  private final DownloadRuleRoutes rules;
  private final long maxFile;

  /**
   * With the services behind it.
   *
   * @param maxFile bytes of a file that is given as a new download
   */
  public DownloadRoutes(Downloads downloads, long maxFile) {
    this.lists = downloads.lists();
    this.adds = downloads.adds();
    this.rules = new DownloadRuleRoutes(downloads.rules());
    this.maxFile = maxFile;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listDownloads", this::list)
        .checked("createDownload", DownloadBody::wrong)
        .on("createDownload", this::add, this::add)
        .on("getDownload", this::get)
        .on(
            "pauseDownload",
            call -> change(call, id -> new DownloadCommand.PauseDownload(id, false)))
        .on(
            "resumeDownload",
            call -> change(call, id -> new DownloadCommand.ResumeDownload(id, false)))
        .on("retryDownload", this::retry)
        .on("removeDownload", this::remove);
    rules.register(operations);
  }

  private Future<Answer> list(Call call) {
    DownloadFilter filter =
        new DownloadFilter(
            call.text("state").orElse(null),
            call.optionalLong("client_id").orElse(null),
            call.text("kind")
                .map(kind -> DownloadKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                .orElse(null),
            call.text("category").orElse(null),
            call.text("q").orElse(null));
    return lists
        .list(ArrRoutes.asker(call), filter, call.offset(), call.limit())
        .map(overall -> Answer.ok(DownloadViews.page(call, overall)));
  }

  private Future<Answer> get(Call call) {
    return lists
        .get(ArrRoutes.asker(call), call.id("client_id"), download(call))
        .map(placed -> Answer.ok(DownloadViews.DownloadView.of(placed)));
  }

  private static String download(Call call) {
    return call.text("download_id").orElseThrow();
  }

  /** From a file when that is what comes; the request is paused. */
  private Future<Optional<Answer>> add(RoutingContext context, Call call) {
    String given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    String type = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/form-data")) {
      return new DownloadUpload(adds, call, context.request(), maxFile, BodyReservation.of(context))
          .read()
          .compose(request -> add(call, request))
          .map(Optional::of);
    }
    if (!type.isEmpty() && !type.startsWith("application/json")) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.UNSUPPORTED_MEDIA_TYPE,
              "The body must be multipart/form-data or application/json."));
    }
    return add(call).map(Optional::of);
  }

  private Future<Answer> add(Call call) {
    if (call.body().isEmpty()) {
      return Future.failedFuture(
          FailureException.of(FailureCode.MALFORMED_REQUEST, "The body must be a JSON object."));
    }
    return add(
        call, DownloadBody.link(call.body(), call.body(DownloadBody.class), Outcomes.key(call)));
  }

  private Future<Answer> add(Call call, DownloadRequest request) {
    return adds.add(ArrRoutes.asker(call), request)
        .compose(
            entry ->
                Outcomes.answer(entry, 201, reply -> DownloadViews.AddedView.of(entry, reply)));
  }

  private Future<OutboxEntry> ask(Call call, Change<?> change) {
    return adds.change(
        ArrRoutes.asker(call), call.id("client_id"), change, download(call), Outcomes.key(call));
  }

  private Future<Answer> change(Call call, Function<String, Change<?>> change) {
    return ask(call, change.apply(download(call)))
        .compose(entry -> Outcomes.answer(entry, 204, reply -> null));
  }

  private Future<Answer> retry(Call call) {
    return ask(call, new DownloadCommand.RetryDownload(download(call), false))
        .compose(
            entry ->
                Outcomes.answer(entry, 200, reply -> DownloadViews.RetriedView.of(entry, reply)));
  }

  private Future<Answer> remove(Call call) {
    boolean files = call.flag("delete_files").orElse(false);
    return change(call, id -> new DownloadCommand.RemoveDownload(id, files, false));
  }
}

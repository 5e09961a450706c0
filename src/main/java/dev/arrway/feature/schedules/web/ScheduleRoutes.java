package dev.arrway.feature.schedules.web;

import dev.arrway.feature.schedules.SearchSchedules;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;

/** Schedules that search for what instances want. */
public final class ScheduleRoutes implements Routes {
  private final SearchSchedules schedules;

  /** With the service behind it. */
  public ScheduleRoutes(SearchSchedules schedules) {
    this.schedules = schedules;
  }

  private static long owner(Call call) {
    return call.user().userId();
  }

  private static long id(Call call) {
    return call.id("schedule_id");
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .checked("createSearchSchedule", ScheduleBody::wrong)
        .checked("updateSearchSchedule", ScheduleBody::wrong)
        .on("createSearchSchedule", this::create)
        .on("listSearchSchedules", this::list)
        .on(
            "getSearchSchedule",
            call -> schedules.get(owner(call), id(call)).map(ScheduleJson::of).map(Answer::ok))
        .on("updateSearchSchedule", this::update)
        .on(
            "deleteSearchSchedule",
            call -> schedules.delete(owner(call), id(call)).map(done -> Answer.empty()))
        .on("previewSearchSchedule", this::preview)
        .on(
            "runSearchSchedule",
            call -> schedules.runNow(owner(call), id(call)).map(Answer::accepted))
        .on("listSearchRuns", this::history)
        .on(
            "getSearchRun",
            call -> schedules.run(owner(call), id(call), call.id("run_id")).map(Answer::ok));
  }

  private Future<Answer> create(Call call) {
    return schedules
        .create(owner(call), ScheduleBody.rules(call.body()))
        .map(ScheduleJson::of)
        .map(Answer::created);
  }

  private Future<Answer> list(Call call) {
    return schedules
        .list(
            owner(call), call.optionalLong("instance_id").orElse(null), call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(ScheduleJson::of).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }

  private Future<Answer> update(Call call) {
    return schedules
        .update(owner(call), id(call), before -> ScheduleBody.changed(before, call.body()))
        .map(ScheduleJson::of)
        .map(Answer::ok);
  }

  private Future<Answer> preview(Call call) {
    boolean anyway = call.flag("ignore_blocks").orElse(false);
    return schedules
        .preview(owner(call), id(call), anyway, call.traceId())
        .map(preview -> Answer.ok(PreviewJson.of(preview, call.limit(), call.offset())));
  }

  private Future<Answer> history(Call call) {
    return schedules
        .history(owner(call), id(call), call.limit(), call.offset())
        .map(slice -> Pages.of(call, slice));
  }
}

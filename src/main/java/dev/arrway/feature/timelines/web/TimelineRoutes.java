package dev.arrway.feature.timelines.web;

import dev.arrway.domain.timeline.Reason;
import dev.arrway.domain.timeline.Step;
import dev.arrway.domain.timeline.StepText;
import dev.arrway.feature.timelines.Timeline;
import dev.arrway.feature.timelines.Timelines;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to titles from their request until they can be played. */
public final class TimelineRoutes implements Routes {
  private final Timelines timelines;

  /** With the service behind it. */
  public TimelineRoutes(Timelines timelines) {
    this.timelines = timelines;
  }

  /** {@code TimelineStep}. */
  record StepJson(
      String step,
      Instant at,
      @Nullable Long instanceId,
      @Nullable String downloadId,
      String text,
      Map<String, Object> data) {
    static StepJson of(Step step) {
      return new StepJson(
          step.kind().wireName(),
          step.at(),
          step.instanceId(),
          step.downloadId(),
          StepText.of(step),
          step.data());
    }
  }

  /** {@code TimelineSummary}. */
  record SummaryJson(
      String correlationId,
      String requestId,
      @Nullable String kind,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      String state,
      Instant stateAt,
      Instant beganAt,
      Reason why) {
    static SummaryJson of(Timelines.Story story) {
      Timeline t = story.timeline();
      return new SummaryJson(
          t.correlationId(),
          t.requestId(),
          t.title().kind(),
          t.title().title(),
          t.title().year(),
          t.title().tmdbId(),
          t.title().tvdbId(),
          t.title().instanceId(),
          t.title().libraryId(),
          t.state().wireName(),
          t.stateSince(),
          t.beganAt(),
          story.why());
    }
  }

  /** {@code Timeline}. */
  record TimelineJson(
      String correlationId,
      String requestId,
      @Nullable String kind,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      String state,
      Instant stateAt,
      Instant beganAt,
      Reason why,
      List<StepJson> steps) {
    static TimelineJson of(Timelines.Story story) {
      SummaryJson s = SummaryJson.of(story);
      return new TimelineJson(
          s.correlationId(),
          s.requestId(),
          s.kind(),
          s.title(),
          s.year(),
          s.tmdbId(),
          s.tvdbId(),
          s.instanceId(),
          s.libraryId(),
          s.state(),
          s.stateAt(),
          s.beganAt(),
          s.why(),
          story.steps().stream().map(StepJson::of).toList());
    }
  }

  /** {@code WhyNotHere}. */
  record WhyJson(
      long instanceId,
      long libraryId,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable String correlationId,
      @Nullable String state,
      Reason why) {
    static WhyJson of(Timelines.Answer answer) {
      Timeline t = answer.timeline();
      return new WhyJson(
          answer.instanceId(),
          answer.libraryId(),
          answer.title(),
          answer.year(),
          t == null ? null : t.correlationId(),
          t == null ? null : t.state().wireName(),
          answer.why());
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listTimelines", this::list)
        .on(
            "getTimeline",
            call ->
                timelines
                    .find(
                        call.user().userId(),
                        call.text("correlation_id").orElse(""),
                        call.traceId())
                    .map(story -> Answer.ok(TimelineJson.of(story))))
        .on(
            "explainTitle",
            call ->
                timelines
                    .why(
                        call.user().userId(),
                        call.id("instance_id"),
                        call.id("library_id"),
                        call.traceId())
                    .map(answer -> Answer.ok(WhyJson.of(answer))));
  }

  private Future<Answer> list(Call call) {
    Timelines.Wanted wanted =
        new Timelines.Wanted(
            call.optionalLong("instance_id").orElse(null),
            call.optionalLong("library_id").orElse(null),
            call.text("state").orElse(null),
            call.text("q").orElse(null),
            call.text("correlation_id").orElse(null));
    return timelines
        .list(call.user().userId(), wanted, call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream().map(SummaryJson::of).toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }
}

package dev.arrway.feature.missing.web;

import dev.arrway.feature.missing.Decision;
import dev.arrway.feature.missing.Decisions;
import dev.arrway.feature.playlists.EntryMatches.Matched;
import dev.arrway.feature.playlists.PlaylistEntry;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What users decide about matches. */
public final class DecisionRoutes implements Routes {
  private final Decisions decisions;

  /** With the service behind it. */
  public DecisionRoutes(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("decideMatch", this::decide)
        .on(
            "clearMatchDecision",
            call -> decisions.clear(call.user(), call.id("entry_id")).map(done -> Answer.empty()))
        .on("listMatchDecisions", this::list)
        .on(
            "deleteMatchDecision",
            call ->
                decisions.remove(call.user(), call.id("decision_id")).map(done -> Answer.empty()));
  }

  /** {@code MatchDecisionRequest}. */
  record DecisionRequest(
      String decision,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable String scope) {
    Decisions.Wanted wanted() {
      return new Decisions.Wanted(
          decision.equals("pin"), instanceId, libraryId, "series".equals(scope));
    }
  }

  /** {@code MatchDecision}. */
  record DecisionView(
      long id,
      String decision,
      String type,
      String name,
      long instanceId,
      long libraryId,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      String title,
      @Nullable Integer year,
      Instant createdAt) {
    static DecisionView of(Decision made) {
      return new DecisionView(
          made.id(),
          made.pin() ? "pin" : "reject",
          made.kind(),
          made.entryName(),
          made.instanceId(),
          made.libraryId(),
          made.tmdbId(),
          made.tvdbId(),
          made.title(),
          made.year(),
          made.createdAt());
    }
  }

  /** {@code MatchDecided}. */
  record DecidedView(
      long entryId,
      DecisionView decision,
      boolean missing,
      int copies,
      PlaylistEntry.@Nullable Match match) {}

  private Future<Answer> decide(Call call) {
    return decisions
        .decide(call.user(), call.id("entry_id"), call.body(DecisionRequest.class).wanted())
        .map(DecisionRoutes::decided)
        .map(Answer::ok);
  }

  private static DecidedView decided(Decisions.Made made) {
    Matched match = made.match();
    return new DecidedView(
        match.entryId(),
        DecisionView.of(made.decision()),
        match.isMissing(),
        made.copies(),
        match.shown());
  }

  private Future<Answer> list(Call call) {
    return decisions
        .list(call.user(), call.limit(), call.offset())
        .map(
            slice ->
                new Slice<>(slice.items().stream().map(DecisionView::of).toList(), slice.total()))
        .map(slice -> Pages.of(call, slice));
  }
}

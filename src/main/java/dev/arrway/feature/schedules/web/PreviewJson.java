package dev.arrway.feature.schedules.web;

import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.feature.schedules.Preview;
import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Candidate;
import dev.arrway.feature.schedules.plan.Plan;
import dev.arrway.feature.schedules.plan.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code SearchPreview} of the contract. */
record PreviewJson(
    @Nullable String blocked,
    @Nullable Instant nextRunAt,
    int candidates,
    Map<String, Integer> reasons,
    CostJson cost,
    List<ItemJson> selected,
    List<ItemJson> skipped,
    int skippedTotal,
    int limit,
    int offset) {

  record CostJson(int commands, int estimatedQueries, List<CommandJson> searches) {}

  record CommandJson(String kind, int items, @Nullable Long seriesId, @Nullable Integer season) {
    static CommandJson of(Plan.Search search) {
      SearchTarget target = search.target();
      String kind =
          target.seriesId() != null
              ? "season"
              : target.movieIds().isEmpty() ? "episodes" : "movies";
      return new CommandJson(kind, search.items().size(), target.seriesId(), target.season());
    }
  }

  record ItemJson(
      long itemId,
      String kind,
      String reason,
      String title,
      @Nullable Integer year,
      @Nullable Long seriesId,
      @Nullable Integer season,
      @Nullable Integer episode,
      @Nullable String episodeTitle,
      List<String> tags,
      @Nullable Instant releasedAt) {
    static ItemJson of(Plan.Verdict verdict) {
      Candidate candidate = verdict.candidate();
      WantedItem item = candidate.item();
      return new ItemJson(
          item.id(),
          candidate.kind().name().toLowerCase(Locale.ROOT),
          verdict.reason().wireName(),
          item.title(),
          item.year(),
          item.seriesId(),
          item.season(),
          item.episode(),
          item.episodeTitle(),
          List.copyOf(new TreeSet<>(candidate.tags())),
          item.airedAt());
    }
  }

  static PreviewJson of(Preview preview, int limit, int offset) {
    Plan plan = preview.plan();
    Block blocked = plan.blocked();
    Map<String, Integer> reasons = new TreeMap<>();
    plan.counts().forEach((reason, count) -> reasons.put(reason.wireName(), count));
    List<Plan.Verdict> skipped =
        plan.verdicts().stream().filter(one -> one.reason() != Reason.SELECTED).toList();
    return new PreviewJson(
        blocked == null ? null : blocked.wireName(),
        preview.nextRunAt(),
        plan.verdicts().size(),
        reasons,
        new CostJson(
            plan.searches().size(),
            plan.estimatedQueries(),
            plan.searches().stream().map(CommandJson::of).toList()),
        plan.verdicts().stream()
            .filter(one -> one.reason() == Reason.SELECTED)
            .map(ItemJson::of)
            .toList(),
        skipped.stream().skip(offset).limit(limit).map(ItemJson::of).toList(),
        skipped.size(),
        limit,
        offset);
  }
}

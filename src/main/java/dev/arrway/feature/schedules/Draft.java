package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Candidate;
import dev.arrway.feature.schedules.plan.Conditions;
import dev.arrway.feature.schedules.plan.Plan;
import dev.arrway.feature.schedules.plan.Planner;
import dev.arrway.feature.schedules.plan.QueueLoad;
import dev.arrway.feature.schedules.plan.SearchLog;
import dev.arrway.feature.schedules.plan.SearchPolicy;
import dev.arrway.feature.schedules.plan.Season;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was read for a plan. It is planned twice: once to learn which seasons might be searched as a
 * whole, and again when the run's turn has come.
 */
record Draft(QueueLoad queue, List<Candidate> candidates, Conditions conditions) {
  Plan plan(SearchPolicy policy, SearchLog log, Instant now) {
    return Planner.plan(policy, now, candidates, log, queue, conditions);
  }

  /** With the sizes of the seasons of which more than one episode would be searched. */
  Future<Draft> withSeasons(
      SearchPolicy policy, SearchLog log, Instant now, InstanceReader reader) {
    List<Season> several =
        plan(policy, log, now).selected().stream()
            .map(Candidate::season)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .entrySet()
            .stream()
            .filter(season -> season.getValue() > 1)
            .map(Map.Entry::getKey)
            .toList();
    return reader.seasons(several).map(this::with);
  }

  private Draft with(Map<Season, Integer> seasons) {
    return new Draft(
        queue,
        candidates,
        new Conditions(conditions.anyTime(), conditions.trouble(), conditions.indexers(), seasons));
  }
}

package dev.arrway.schedule;

import dev.arrway.schedule.plan.Candidate;
import dev.arrway.schedule.plan.Conditions;
import dev.arrway.schedule.plan.Plan;
import dev.arrway.schedule.plan.Planner;
import dev.arrway.schedule.plan.QueueLoad;
import dev.arrway.schedule.plan.SearchLog;
import dev.arrway.schedule.plan.SearchPolicy;
import dev.arrway.schedule.plan.Season;
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

package dev.arrway.feature.schedules.web;

import dev.arrway.feature.schedules.Schedule;
import dev.arrway.feature.schedules.ScheduleRules;
import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Window;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code SearchSchedule} of the contract. */
record ScheduleJson(
    long id,
    long instanceId,
    String name,
    boolean enabled,
    String strategy,
    int batchSize,
    int intervalMinutes,
    int cooldownHours,
    int maxPerHour,
    List<WindowJson> windows,
    String timeZone,
    TagsJson tags,
    int graceHours,
    @Nullable Integer maxActiveDownloads,
    boolean monitoredOnly,
    String order,
    long seed,
    boolean running,
    @Nullable Instant nextRunAt,
    @Nullable Instant lastRunAt,
    @Nullable String paused,
    @Nullable Instant pausedSince,
    Instant createdAt,
    Instant updatedAt) {

  record WindowJson(List<String> days, String from, String to) {
    static WindowJson of(Window window) {
      return new WindowJson(
          new TreeSet<>(window.days())
              .stream().map(day -> day.name().toLowerCase(Locale.ROOT)).toList(),
          window.from().toString(),
          window.to().toString());
    }
  }

  record TagsJson(List<String> include, List<String> exclude) {}

  static ScheduleJson of(Schedule schedule) {
    ScheduleRules rules = schedule.rules();
    Block paused = schedule.paused();
    return new ScheduleJson(
        schedule.id(),
        rules.instanceId(),
        rules.name(),
        rules.enabled(),
        rules.strategy().wireName(),
        rules.batchSize(),
        rules.intervalMinutes(),
        rules.cooldownHours(),
        rules.maxPerHour(),
        rules.windows().stream().map(WindowJson::of).toList(),
        rules.timeZone().getId(),
        new TagsJson(rules.includeTags(), rules.excludeTags()),
        rules.graceHours(),
        rules.maxActiveDownloads(),
        rules.monitoredOnly(),
        rules.order().wireName(),
        rules.seed(),
        schedule.running(),
        schedule.nextRunAt(),
        schedule.lastRunAt(),
        paused == null ? null : paused.wireName(),
        schedule.pausedSince(),
        schedule.createdAt(),
        schedule.updatedAt());
  }
}

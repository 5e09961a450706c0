package dev.arrway.feature.schedules.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.feature.schedules.ScheduleRules;
import dev.arrway.feature.schedules.plan.Order;
import dev.arrway.feature.schedules.plan.Strategy;
import dev.arrway.feature.schedules.plan.Window;
import dev.arrway.protocol.FieldError;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Bodies that make and change search schedules; what is left out stays, or is the default. */
final class ScheduleBody {
  private ScheduleBody() {}

  /** What the contract's schema cannot say. */
  static List<FieldError> wrong(ObjectNode body) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode zone = body.path("time_zone");
    if (zone.isTextual() && zone(zone.textValue()) == null) {
      errors.add(
          new FieldError("time_zone", "is no time zone of the IANA database, like Europe/Berlin"));
    }
    Set<String> both = labels(body.path("tags").path("include")).collect(Collectors.toSet());
    both.retainAll(labels(body.path("tags").path("exclude")).collect(Collectors.toSet()));
    if (!both.isEmpty()) {
      errors.add(
          new FieldError(
              "tags.exclude", "has labels that include has, too: " + String.join(", ", both)));
    }
    return errors;
  }

  private static @Nullable ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static ScheduleRules rules(ObjectNode body) {
    ScheduleRules defaults =
        new ScheduleRules(
            body.path("instance_id").asLong(),
            "",
            true,
            Strategy.MISSING,
            10,
            60,
            168,
            30,
            List.of(),
            ZoneId.of("UTC"),
            List.of(),
            List.of(),
            6,
            20,
            true,
            Order.OLDEST_SEARCH,
            ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    return changed(defaults, body);
  }

  static ScheduleRules changed(ScheduleRules before, ObjectNode body) {
    JsonNode tags = body.path("tags");
    JsonNode most = body.path("max_active_downloads");
    return new ScheduleRules(
        before.instanceId(),
        body.path("name").asText(before.name()).strip(),
        body.path("enabled").asBoolean(before.enabled()),
        Strategy.of(body.path("strategy").asText(before.strategy().wireName())),
        body.path("batch_size").asInt(before.batchSize()),
        body.path("interval_minutes").asInt(before.intervalMinutes()),
        body.path("cooldown_hours").asInt(before.cooldownHours()),
        body.path("max_per_hour").asInt(before.maxPerHour()),
        body.has("windows") ? windows(body.path("windows")) : before.windows(),
        ZoneId.of(body.path("time_zone").asText(before.timeZone().getId())),
        tags.has("include") ? labels(tags.path("include")).toList() : before.includeTags(),
        tags.has("exclude") ? labels(tags.path("exclude")).toList() : before.excludeTags(),
        body.path("grace_hours").asInt(before.graceHours()),
        most.isMissingNode()
            ? before.maxActiveDownloads()
            : most.isNull() ? null : (Integer) most.asInt(),
        body.path("monitored_only").asBoolean(before.monitoredOnly()),
        Order.of(body.path("order").asText(before.order().wireName())),
        body.path("seed").asLong(before.seed()));
  }

  private static Stream<String> labels(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(label -> label.asText().strip().toLowerCase(Locale.ROOT))
        .distinct()
        .sorted();
  }

  private static List<Window> windows(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(ScheduleBody::window).toList();
  }

  private static Window window(JsonNode window) {
    Set<DayOfWeek> days =
        StreamSupport.stream(window.path("days").spliterator(), false)
            .map(day -> DayOfWeek.valueOf(day.asText().toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    return new Window(
        days,
        LocalTime.parse(window.path("from").asText()),
        LocalTime.parse(window.path("to").asText()));
  }
}

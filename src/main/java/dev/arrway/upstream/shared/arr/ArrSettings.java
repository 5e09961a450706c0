package dev.arrway.upstream.shared.arr;

import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What every arr can be told.
 *
 * @param syncEnabled whether the library snapshot is refreshed by schedule
 * @param syncInterval how long a snapshot is good, 5 minutes to 7 days
 * @param unknownQueueItems whether downloads that belong to no title are listed in the queue
 */
public record ArrSettings(boolean syncEnabled, Duration syncInterval, boolean unknownQueueItems) {
  /** The settings' fields. */
  public static final List<SettingField> FIELDS =
      List.of(
          SettingField.bool(
              "sync_enabled", true, "Whether the library snapshot is refreshed by schedule."),
          SettingField.integer(
              "sync_interval_minutes", 5, 10_080, 360, "How long a snapshot is good, minutes."),
          SettingField.bool(
              "unknown_queue_items",
              true,
              "Whether downloads that belong to no title are listed in the queue."));

  /** Reads the settings, which were checked against fields that include {@link #FIELDS}. */
  public static ArrSettings of(Settings settings) {
    return new ArrSettings(
        settings.bool("sync_enabled"),
        Duration.ofMinutes(settings.integer("sync_interval_minutes")),
        settings.bool("unknown_queue_items"));
  }
}

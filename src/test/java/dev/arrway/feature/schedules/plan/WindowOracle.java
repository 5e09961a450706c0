package dev.arrway.feature.schedules.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/** Says whether a window is open by what a clock on the wall shows, not by spans of time. */
public final class WindowOracle {
  private static final Duration UNSURE = Duration.ofHours(1);

  private WindowOracle() {}

  /** Also true in the hour after the clock was put forward, where skipped windows are made up. */
  public static boolean mayBeOpen(Windows windows, Instant now) {
    ZoneOffsetTransition change = windows.zone().getRules().previousTransition(now.plusMillis(1));
    if (change != null && change.isGap() && now.isBefore(change.getInstant().plus(UNSURE))) {
      return true;
    }
    ZonedDateTime local = now.atZone(windows.zone());
    return windows.list().isEmpty()
        || windows.list().stream().anyMatch(window -> open(window, local));
  }

  private static boolean open(Window window, ZonedDateTime local) {
    LocalTime time = local.toLocalTime();
    boolean today = window.days().contains(local.getDayOfWeek());
    boolean yesterday = window.days().contains(local.getDayOfWeek().minus(1));
    boolean begun = !time.isBefore(window.from());
    boolean over = !time.isBefore(window.to());
    return window.to().isAfter(window.from())
        ? today && begun && !over
        : (today && begun) || (yesterday && !over);
  }
}

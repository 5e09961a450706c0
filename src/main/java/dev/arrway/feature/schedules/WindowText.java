package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Window;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Windows as the table has them: {@code MONDAY,FRIDAY 22:00-06:00}. */
final class WindowText {
  private WindowText() {}

  static String[] write(List<Window> windows) {
    return windows.stream().map(WindowText::write).toArray(String[]::new);
  }

  private static String write(Window window) {
    String days =
        new TreeSet<>(window.days()).stream().map(DayOfWeek::name).collect(Collectors.joining(","));
    return days + " " + window.from() + "-" + window.to();
  }

  static List<Window> read(String[] texts) {
    return Stream.of(texts).map(WindowText::read).toList();
  }

  private static Window read(String text) {
    int space = text.indexOf(' ');
    int dash = text.indexOf('-', space);
    Set<DayOfWeek> days =
        Stream.of(text.substring(0, space).split(",", -1))
            .map(DayOfWeek::valueOf)
            .collect(Collectors.toSet());
    return new Window(
        days,
        LocalTime.parse(text.substring(space + 1, dash)),
        LocalTime.parse(text.substring(dash + 1)));
  }
}

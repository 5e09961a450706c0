package dev.arrway.feature.calendar;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Writes a calendar as iCalendar (RFC 5545) for calendar applications: releases as whole days,
 * episodes by their time in UTC.
 */
public final class IcsFeed {
  private static final Duration REFRESH = Duration.ofHours(1);
  private static final Map<CalendarRelease, String> WORDS =
      Map.of(
          CalendarRelease.CINEMA, "in cinemas",
          CalendarRelease.DIGITAL, "digital release",
          CalendarRelease.PHYSICAL, "on disc");

  private IcsFeed() {}

  /**
   * The text, its lines ended by CR LF and at most 75 bytes of UTF-8 long.
   *
   * @param now when it is made
   */
  public static String write(MergedCalendar calendar, Instant now) {
    Calendar feed = new Calendar();
    feed.add(new ProdId("-//Arrway//Calendar//EN"));
    feed.add(ImmutableVersion.VERSION_2_0);
    feed.add(ImmutableCalScale.GREGORIAN);
    feed.add(new XProperty("X-WR-CALNAME", "Arrway"));
    if (!calendar.failures().isEmpty()) {
      feed.add(new XProperty("X-WR-CALDESC", lacking(calendar)));
    }
    feed.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
    feed.add(new XProperty("X-PUBLISHED-TTL", REFRESH.toString()));
    calendar.entries().forEach(entry -> feed.add(event(entry, now)));
    return Folding.fold(feed.toString());
  }

  private static String lacking(MergedCalendar calendar) {
    return plain(
        calendar.failures().stream()
            .map(failure -> failure.instanceName() + ": " + failure.detail())
            .collect(Collectors.joining(" ", "Without ", "")));
  }

  private static VEvent event(CalendarEntry entry, Instant now) {
    CalendarItem item = entry.item();
    Instant at = item.at();
    Integer minutes = item.minutes();
    VEvent event = new VEvent(false);
    event.add(new Uid(entry.uid() + "@arrway"));
    event.add(new DtStamp(now));
    if (at == null) {
      event.add(new DtStart<>(item.day()));
    } else {
      event.add(new DtStart<>(at));
      if (minutes != null) {
        event.add(new DtEnd<>(at.plus(Duration.ofMinutes(minutes))));
      }
    }
    event.add(new Summary(plain(summary(item))));
    event.add(new Description(plain(description(entry))));
    event.add(ImmutableTransp.TRANSPARENT);
    return event;
  }

  private static String summary(CalendarItem item) {
    StringBuilder text = new StringBuilder(item.title());
    if (item.year() != null) {
      text.append(" (").append(item.year()).append(')');
    }
    if (item.season() != null && item.episode() != null) {
      text.append(String.format(Locale.ROOT, " S%02dE%02d", item.season(), item.episode()));
    }
    String word = WORDS.get(item.release());
    String more = word == null ? item.episodeTitle() : word;
    return more == null ? text.toString() : text.append(" \u2013 ").append(more).toString();
  }

  private static String description(CalendarEntry entry) {
    String where =
        entry.holders().stream()
            .map(holder -> holder.instance().name())
            .collect(Collectors.joining(", "));
    String state = entry.hasFile() ? "Available" : entry.monitored() ? "Wanted" : "Not monitored";
    return state + ". " + where;
  }

  /** Control characters have no place in the format, and lines are not broken in titles. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}

package dev.arrway.sandbox.xtream;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a simulated panel remembers. Safe to use from any thread. */
public final class XtreamState {
  /** The name of the account. */
  public static final String USERNAME = "viewer";

  private final Secret password;
  private final List<Title> movies;
  private final List<Title> series;
  private final Map<Integer, Long> modified = new ConcurrentHashMap<>();
  private volatile String status = "Active";
  private volatile Instant end = Instant.now().plus(Duration.ofDays(90));

  XtreamState(Secret password, List<Title> movies, List<Title> series) {
    this.password = password;
    this.movies = List.copyOf(movies);
    this.series = List.copyOf(series);
  }

  /** The account's password. */
  public Secret password() {
    return password;
  }

  /** The movies, each known by its place from 1. */
  public List<Title> movies() {
    return movies;
  }

  /** The series, each known by its place from 1. */
  public List<Title> series() {
    return series;
  }

  /** What the panel says of the account, such as {@code Active}, {@code Banned}. */
  public void status(String value) {
    status = value;
  }

  /** When the account ends. */
  public void end(Instant value) {
    end = value;
  }

  /** Makes a series one that has changed just now. */
  public void touch(int seriesId) {
    modified.merge(seriesId, 1L, Long::sum);
  }

  String status() {
    return status;
  }

  Instant end() {
    return end;
  }

  long modified(int seriesId) {
    return 1_700_000_000L + modified.getOrDefault(seriesId, 0L);
  }
}

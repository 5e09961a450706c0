package dev.arrway.upstream.testvendor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Reelbox spells with hyphens, counts sizes in megabytes and times in epoch seconds. */
final class ReelboxWire {
  private ReelboxWire() {}

  record About(String product, String release) {}

  record Film(
      @JsonProperty("film-no") long number,
      @JsonProperty("film-name") String name,
      @JsonProperty("made-in") int year,
      @JsonProperty("db-no") int dbNumber,
      @JsonProperty("size-mb") long megabytes,
      boolean watched,
      boolean here) {}

  record Premiere(@JsonProperty("film-no") long number, Film film, String day) {}

  record Films(List<Film> rows, @JsonProperty("row-count") int count) {}

  record Load(
      @JsonProperty("load-no") long number,
      @JsonProperty("film-no") long film,
      String file,
      String hash,
      @JsonProperty("size-mb") long megabytes,
      @JsonProperty("left-mb") long left,
      @JsonProperty("left-seconds") Long seconds,
      String state) {}

  record Loads(List<Load> rows, @JsonProperty("row-count") int count) {}

  record Past(
      @JsonProperty("past-no") long number,
      @JsonProperty("film-no") long film,
      String what,
      String file,
      long at) {}

  record Pasts(List<Past> rows, @JsonProperty("row-count") int count) {}

  record Place(
      @JsonProperty("place-no") long number,
      String folder,
      @JsonProperty("free-mb") long free,
      @JsonProperty("all-mb") long all) {}

  record Word(@JsonProperty("word-no") long number, String word) {}

  record Source(@JsonProperty("source-no") long number, String name, String kind) {}

  record Trouble(String from, String level, String text) {}
}

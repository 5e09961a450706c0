package dev.arrway.sandbox;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a faulty answer looks like. */
public enum FaultKind {
  /** The real answer, late by {@code delayMs}. */
  DELAY("delay", 0),
  /** {@code status} with {@code headers} and {@code body}. */
  STATUS("status", 0),
  /** The request is taken and never answered. */
  HANG("hang", 0),
  /** {@code bytes} are declared, half of them sent, then the connection closes. */
  TRUNCATE("truncate", 100_000),
  /** 200 with the HTML page of a login form. */
  LOGIN_PAGE("loginPage", 0),
  /** 200 with JSON that stops in the middle. */
  BROKEN_JSON("brokenJson", 0),
  /** 200 with the JSON text in {@code body}: <code>{}</code>, {@code null}, anything. */
  BODY("body", 0),
  /** 200 with known fields of the wrong types, an array unless {@code body} says otherwise. */
  WRONG_TYPES("wrongTypes", 0),
  /** 200 with {@code bytes} nested arrays. */
  DEEP("deep", 100_000),
  /** 200 with an array of {@code bytes} bytes, made as it is sent. */
  HUGE("huge", 500_000_000),
  /** 200, gzip: a few kilobytes per megabyte, {@code bytes} when inflated. */
  GZIP_BOMB("gzipBomb", 1L << 30),
  /** 200 with a body of {@code bytes} that comes at one byte a second. */
  SLOW("slow", 1_000_000),
  /** The connection is reset before an answer. */
  RESET("reset", 0),
  /** The request is carried out; then the connection is reset in place of the answer. */
  LOSE_ANSWER("loseAnswer", 0),
  /** 200 with a body that is reset in its middle. */
  RESET_MID_BODY("resetMidBody", 100_000),
  /** 200 with a header of {@code bytes}. */
  BIG_HEADERS("bigHeaders", 100_000),
  /** {@code status} (302 unless given) to {@code location}. */
  REDIRECT("redirect", 0),
  /** 302 to the same address for ever. */
  REDIRECT_LOOP("redirectLoop", 0);

  private final String label;
  private final long defaultBytes;

  FaultKind(String label, long defaultBytes) {
    this.label = label;
    this.defaultBytes = defaultBytes;
  }

  /** The name in JSON. */
  public String label() {
    return label;
  }

  long defaultBytes() {
    return defaultBytes;
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException that lists the names, for any other
   */
  public static FaultKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("fault kind: " + label + " is none of " + labels()));
  }

  static String labels() {
    return Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "));
  }
}

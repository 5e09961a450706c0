package dev.arrway.gateway;

import org.jspecify.annotations.Nullable;

/**
 * What an operation answers.
 *
 * @param status an HTTP status of the contract
 * @param value written as JSON by {@link ApiJson}; null for an answer without a body
 */
public record Answer(int status, @Nullable Object value) {
  /** 200 with a value. */
  public static Answer ok(Object value) {
    return new Answer(200, value);
  }

  /** 201 with what was made. */
  public static Answer created(Object value) {
    return new Answer(201, value);
  }

  /** 202 with what was begun. */
  public static Answer accepted(Object value) {
    return new Answer(202, value);
  }

  /** 204. */
  public static Answer empty() {
    return new Answer(204, null);
  }
}

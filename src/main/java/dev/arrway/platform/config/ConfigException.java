package dev.arrway.platform.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; holds everything that is wrong with it, not the first only. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n", HEADING, "")));
    this.problems = List.copyOf(problems);
  }

  private static final String HEADING = "The configuration cannot be used:\n";

  /** What is wrong, at least one thing. */
  public List<Problem> problems() {
    return problems;
  }
}

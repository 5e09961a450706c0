package dev.arrway.platform.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bound on the rows of a table that grows by itself. All names are SQL of the program, never of a
 * client.
 *
 * @param table the table
 * @param condition which rows may go; the others are still needed
 * @param time the column that says how old a row is
 * @param age the maximum age of a row; null for no limit
 * @param group the column by which rows are counted, such as {@code owner_id}
 * @param most rows of one group that may go but are kept
 */
public record RetentionRule(
    String table, String condition, String time, @Nullable Duration age, String group, long most) {

  /** Checks that the bound is one. */
  public RetentionRule {
    if ((age != null && (age.isNegative() || age.isZero())) || most < 1) {
      throw new IllegalArgumentException("no bound for " + table + ": " + age + ", " + most);
    }
  }

  /** Returns a rule for all rows of a table that are older, by owner. */
  public static RetentionRule ofOwners(String table, String time, Duration age, long most) {
    return new RetentionRule(table, "true", time, age, "owner_id", most);
  }

  /** Returns a rule that limits only the number of rows, not their age. */
  public static RetentionRule ofNumber(String table, String time, String group, long most) {
    return new RetentionRule(table, "true", time, null, group, most);
  }

  /** Returns the same rule for rows of this condition. */
  public RetentionRule where(String rows) {
    return new RetentionRule(table, rows, time, age, group, most);
  }

  /** Returns the same rule with rows counted by another column. */
  public RetentionRule by(String column) {
    return new RetentionRule(table, condition, time, age, column, most);
  }
}

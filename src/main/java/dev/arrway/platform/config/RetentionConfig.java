package dev.arrway.platform.config;

import java.time.Duration;

/**
 * Keys below {@code retention}: how long rows are kept that the gateway writes by itself, and how
 * many.
 *
 * @param audit age of entries of the audit
 * @param auditEntries entries of the audit
 * @param changes age of changes that have ended
 * @param imports age of imports that have ended
 * @param importsPerUser imports of a user that have ended
 * @param deliveries age of deliveries to subscriptions that have ended
 * @param timelines age of timelines since their last step
 * @param downloads age of downloads that are gone
 * @param searchRuns age of runs of search schedules, and of decisions about downloads
 * @param rowsPerUser rows of a user of each of these kinds
 */
public record RetentionConfig(
    Duration audit,
    int auditEntries,
    Duration changes,
    Duration imports,
    int importsPerUser,
    Duration deliveries,
    Duration timelines,
    Duration downloads,
    Duration searchRuns,
    int rowsPerUser) {
  private static final Duration LEAST = Duration.ofDays(1);
  private static final Duration MOST = Duration.ofDays(3650);
  private static final int MOST_ROWS = 100_000_000;

  /** Checks the ranges. */
  public RetentionConfig {
    new Check()
        .between("retention.audit", audit, LEAST, MOST)
        .between("retention.audit_entries", auditEntries, 1_000, MOST_ROWS)
        .between("retention.changes", changes, LEAST, MOST)
        .between("retention.imports", imports, LEAST, MOST)
        .between("retention.imports_per_user", importsPerUser, 1, 100_000)
        .between("retention.deliveries", deliveries, LEAST, MOST)
        .between("retention.timelines", timelines, LEAST, MOST)
        .between("retention.downloads", downloads, LEAST, MOST)
        .between("retention.search_runs", searchRuns, LEAST, MOST)
        .between("retention.rows_per_user", rowsPerUser, 100, MOST_ROWS)
        .done();
  }
}

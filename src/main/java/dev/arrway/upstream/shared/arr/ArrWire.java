package dev.arrway.upstream.shared.arr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both arrs spell alike (their API v3). Nulls are left out by the servers, so that everything
 * may be absent. Dates are text here, since one odd date must not spoil a whole answer.
 */
public final class ArrWire {
  private ArrWire() {}

  /** {@code GET /system/status}. */
  public record Status(
      @Nullable String appName,
      @Nullable String instanceName,
      @Nullable String version,
      @Nullable String branch,
      @Nullable String authentication,
      @Nullable String urlBase,
      @Nullable String osName,
      @Nullable String databaseType,
      @Nullable String runtimeVersion,
      @Nullable Boolean isDocker,
      @Nullable String startTime) {}

  /** A row of {@code GET /health}. */
  public record Health(
      @Nullable String source,
      @Nullable String type,
      @Nullable String message,
      @Nullable String wikiUrl) {}

  /** A row of {@code GET /diskspace}. */
  public record Disk(
      @Nullable String path,
      @Nullable String label,
      @Nullable Long freeSpace,
      @Nullable Long totalSpace) {}

  /** A row of {@code GET /rootfolder}. */
  public record Folder(
      @Nullable Long id,
      @Nullable String path,
      @Nullable Boolean accessible,
      @Nullable Long freeSpace) {}

  /** A row of {@code GET /tag}. */
  public record Tag(@Nullable Long id, @Nullable String label) {}

  /** A row of {@code GET /indexer}, without its {@code fields}, which hold credentials. */
  public record Indexer(
      @Nullable Long id,
      @Nullable String name,
      @Nullable String implementation,
      @Nullable String protocol,
      @Nullable Integer priority,
      @Nullable Boolean enableRss,
      @Nullable Boolean enableAutomaticSearch,
      @Nullable Boolean enableInteractiveSearch) {}

  /** The quality of a file or a release. */
  public record QualityModel(@Nullable Named quality) {}

  /** A row of {@code GET /command}. */
  public record Command(
      @Nullable Long id,
      @Nullable String name,
      @Nullable String status,
      @Nullable String message,
      @Nullable JsonNode body,
      @Nullable String queued,
      @Nullable String started,
      @Nullable String ended) {}

  /** Anything with a number and a name. */
  public record Named(@Nullable Long id, @Nullable String name) {}

  /** What a queue row says about its download. */
  public record StatusMessage(@Nullable String title, @Nullable List<String> messages) {}

  /** A row of {@code GET /qualityprofile}; the language is Radarr's alone. */
  public record Profile(
      @Nullable Long id,
      @Nullable String name,
      @Nullable Boolean upgradeAllowed,
      @Nullable Long cutoff,
      @Nullable List<ProfileItem> items,
      @Nullable Integer minFormatScore,
      @Nullable Integer cutoffFormatScore,
      @Nullable Integer minUpgradeFormatScore,
      @Nullable List<FormatScore> formatItems,
      @Nullable Named language) {}

  /** A quality of a profile, or a group of them. */
  public record ProfileItem(
      @Nullable Long id,
      @Nullable String name,
      @Nullable Named quality,
      @Nullable List<ProfileItem> items,
      @Nullable Boolean allowed) {}

  /** What a profile gives for a custom format. */
  public record FormatScore(
      @Nullable Long format, @Nullable String name, @Nullable Integer score) {}

  /** A row of {@code GET /customformat}. */
  public record Format(
      @Nullable Long id,
      @Nullable String name,
      @Nullable Boolean includeCustomFormatWhenRenaming,
      @Nullable List<Specification> specifications) {}

  /** A condition of a custom format. */
  public record Specification(
      @Nullable String name,
      @Nullable String implementation,
      @Nullable Boolean negate,
      @Nullable Boolean required,
      @Nullable List<Field> fields) {}

  /** A value within a condition. */
  public record Field(@Nullable String name, @Nullable JsonNode value) {}
}

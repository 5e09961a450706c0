package dev.arrway.upstream.shared.arr;

import static dev.arrway.upstream.shared.arr.ArrValues.bytes;
import static dev.arrway.upstream.shared.arr.ArrValues.positive;
import static dev.arrway.upstream.shared.arr.ArrValues.required;
import static dev.arrway.upstream.shared.arr.ArrValues.snakeOr;
import static dev.arrway.upstream.shared.arr.ArrValues.text;
import static dev.arrway.upstream.shared.arr.ArrValues.yes;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.upstream.DiskSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what both arrs spell alike into the gateway's own values. */
public final class ArrMapper {
  private static final int LAST_PRIORITY = 25;

  /** A link: its scheme, and its host without a user name. */
  private static final Pattern LINK =
      Pattern.compile(
          "(https?|ftp|udp)://(?:[^/\\s@?#]*@)?([^/\\s\"'<>?#]*)[^\\s\"'<>]*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MAGNET =
      Pattern.compile("magnet:[^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);

  /** The maximum number of messages kept for a row, since they are held in memory. */
  private static final int MOST_MESSAGES = 20;

  private ArrMapper() {}

  static SystemStatus status(ArrWire.Status wire) {
    return new SystemStatus(
        required(text(wire.appName()), "appName"),
        text(wire.instanceName()),
        required(text(wire.version()), "version"),
        text(wire.branch()),
        ArrValues.snake(wire.authentication()),
        text(wire.urlBase()),
        text(wire.osName()),
        ArrValues.snake(wire.databaseType()),
        text(wire.runtimeVersion()),
        yes(wire.isDocker()),
        ArrValues.instant(wire.startTime()));
  }

  static HealthIssue health(ArrWire.Health wire) {
    return new HealthIssue(
        Objects.requireNonNullElse(wire.source(), ""),
        snakeOr(wire.type(), "notice"),
        required(wire.message(), "message"),
        text(wire.wikiUrl()));
  }

  static DiskSpace disk(ArrWire.Disk wire) {
    return new DiskSpace(
        required(wire.path(), "path"),
        text(wire.label()),
        bytes(wire.freeSpace()),
        bytes(wire.totalSpace()));
  }

  static RootFolder folder(ArrWire.Folder wire) {
    return new RootFolder(
        required(positive(wire.id()), "id"),
        required(text(wire.path()), "path"),
        yes(wire.accessible()),
        wire.freeSpace());
  }

  static ArrTag tag(ArrWire.Tag wire) {
    return new ArrTag(required(positive(wire.id()), "id"), required(wire.label(), "label"));
  }

  static ArrIndexer indexer(ArrWire.Indexer wire) {
    return new ArrIndexer(
        required(positive(wire.id()), "id"),
        required(text(wire.name()), "name"),
        text(wire.implementation()),
        ArrValues.snake(wire.protocol()),
        wire.priority() == null ? LAST_PRIORITY : wire.priority(),
        yes(wire.enableRss()),
        yes(wire.enableAutomaticSearch()),
        yes(wire.enableInteractiveSearch()));
  }

  /**
   * What a history row says besides, without what is absent. Of links only the host stays: their
   * paths and queries hold the keys of indexers and trackers.
   */
  public static Map<String, String> data(@Nullable Map<String, @Nullable String> wire) {
    Map<String, String> data = new LinkedHashMap<>();
    if (wire != null) {
      wire.forEach(
          (name, value) -> {
            if (value != null) {
              data.put(name, withoutLinks(value));
            }
          });
    }
    return data;
  }

  static String withoutLinks(String text) {
    String shown = LINK.matcher(text).replaceAll("$1://$2/…");
    return MAGNET.matcher(shown).replaceAll("magnet:…");
  }

  /** What a queue row says about its download, each sentence once. */
  public static List<String> messages(@Nullable List<ArrWire.StatusMessage> messages) {
    return ArrValues.each(messages)
        .flatMap(
            one ->
                one.messages() == null || one.messages().isEmpty()
                    ? ArrValues.each(one.title() == null ? null : List.of(one.title()))
                    : ArrValues.each(one.messages()))
        .filter(message -> !message.isBlank())
        .distinct()
        .limit(MOST_MESSAGES)
        .toList();
  }
}

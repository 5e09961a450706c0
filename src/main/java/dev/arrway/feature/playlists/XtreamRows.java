package dev.arrway.feature.playlists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.feature.playlists.EntryReader.Counts;
import dev.arrway.feature.playlists.EntryReader.Read;
import dev.arrway.feature.playlists.XtreamSeries.Episode;
import dev.arrway.platform.config.UserQuotas.PlaylistSize;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of entries of what a panel lists. Used by one thread at a time, off the event loop.
 */
final class XtreamRows {
  private final XtreamAccount account;
  private final RowMaker maker;
  private List<EntryBlock> blocks = new ArrayList<>();
  private EntryBlock block = new EntryBlock();
  private int place;
  private long movies;
  private long series;
  private long live;
  private long skipped;
  private long good;
  private long odd;

  XtreamRows(XtreamAccount account, SecretBox box, Generation generation, PlaylistSize most) {
    this.account = account;
    this.maker = new RowMaker(box, generation, most);
  }

  /** Movies of a list. */
  Read movies(List<JsonNode> nodes, Map<String, String> groups) {
    for (JsonNode node : nodes) {
      String id = XtreamJson.id(node, "stream_id");
      String name = name(node);
      if (judge(node, !id.isEmpty() && !name.isEmpty())) {
        Map<String, String> stated = stated("movie", XtreamJson.tmdb(node));
        String file = id + "." + XtreamJson.extension(node, "mp4");
        add(
            dated(name, XtreamJson.year(node)),
            stated,
            group(node, groups),
            account.stream("movie", file));
      }
    }
    return taken();
  }

  /** Channels of a list. */
  Read live(List<JsonNode> nodes, Map<String, String> groups) {
    for (JsonNode node : nodes) {
      String id = XtreamJson.id(node, "stream_id");
      String name = name(node);
      if (judge(node, !id.isEmpty() && !name.isEmpty())) {
        add(name, stated("live", null), group(node, groups), account.stream("live", id + ".ts"));
      }
    }
    return taken();
  }

  /** The series of a list, to be looked at one by one. */
  List<XtreamSeries> listed(List<JsonNode> nodes, Map<String, String> groups) {
    List<XtreamSeries> all = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      String id = XtreamJson.id(node, "series_id");
      String name = name(node);
      if (judge(node, !id.isEmpty() && !name.isEmpty())) {
        all.add(
            new XtreamSeries(
                id,
                RowMaker.bounded(name),
                XtreamJson.year(node),
                group(node, groups),
                XtreamJson.tmdb(node),
                RowMaker.bounded(XtreamJson.text(node, "last_modified"))));
      }
    }
    return all;
  }

  /** Series by their episodes; one entry for the whole where none is known. */
  Read series(List<XtreamSeries> all, Map<String, List<Episode>> episodes) {
    for (XtreamSeries each : all) {
      Map<String, String> stated = stated("series", each.tmdbId());
      String name = dated(each.name(), each.year());
      List<Episode> known = episodes.getOrDefault(each.id(), List.of());
      if (known.isEmpty()) {
        add(name, stated, each.group(), account.series(each.id()));
      }
      for (Episode episode : known) {
        add(
            name + " S" + two(episode.season()) + "E" + two(episode.number()),
            stated,
            each.group(),
            account.stream("series", episode.id() + "." + episode.extension()));
      }
    }
    return taken();
  }

  /**
   * Ends a list; fails with {@code upstream_unexpected} when it held something, and nothing of it
   * made sense: that must not look like a list which is empty.
   */
  void endOfList(String what) {
    if (good == 0 && odd > 0) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED,
          "The provider's list of " + what + " has another shape than expected.");
    }
    good = 0;
    odd = 0;
  }

  /** The last block. Fails with {@code upstream_unexpected} when there was nothing at all. */
  Read finish() {
    if (place == 0) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The provider offers nothing with this account.");
    }
    if (!block.rows.isEmpty()) {
      blocks.add(block);
      block = new EntryBlock();
    }
    return taken();
  }

  private boolean judge(JsonNode node, boolean usable) {
    if (usable) {
      good++;
    } else if (!isNothing(node)) {
      odd++;
      skipped++;
    }
    return usable;
  }

  /** What panels write for an empty list. */
  private static boolean isNothing(JsonNode node) {
    return node.isNull()
        || node.isBoolean() && !node.booleanValue()
        || node.isTextual() && node.textValue().isBlank()
        || node.isContainerNode() && node.isEmpty();
  }

  private void add(String name, Map<String, String> stated, String group, EntryUrl url) {
    place++;
    M3uEntry entry = new M3uEntry(place, name, stated, group, url.template());
    switch (maker.add(entry, url, block).kind()) {
      case "movie" -> movies++;
      case "series" -> series++;
      default -> live++;
    }
    if (block.isFull()) {
      blocks.add(block);
      block = new EntryBlock();
    }
  }

  private Read taken() {
    List<EntryBlock> full = blocks;
    blocks = new ArrayList<>();
    return new Read(full, new Counts(place, movies, series, live, skipped));
  }

  private static String name(JsonNode node) {
    return XtreamJson.text(node, "name", "title");
  }

  private static String group(JsonNode node, Map<String, String> groups) {
    String id = XtreamJson.text(node, "category_id");
    return groups.getOrDefault(id.isEmpty() ? node.path("category_ids").path(0).asText() : id, "");
  }

  private static Map<String, String> stated(String type, @Nullable Integer tmdb) {
    Map<String, String> stated = new HashMap<>();
    stated.put("tvg-type", type);
    if (tmdb != null) {
      stated.put("tmdb", tmdb.toString());
    }
    return stated;
  }

  private static String dated(String name, @Nullable Integer year) {
    return year == null || name.contains(year.toString()) ? name : name + " (" + year + ")";
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}

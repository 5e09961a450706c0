package dev.arrway.domain.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.M3uParser;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A playlist, the library to match it against, and what is right; decided by the code under test.
 */
final class LabelledSet {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One labelled entry and what was decided about it. */
  record Decision(JsonNode truth, M3uEntry entry, ParsedEntry parsed, MatchResult result) {
    boolean rightKind() {
      return truth.path("kind").asText().equalsIgnoreCase(parsed.kind().name());
    }

    boolean resolvable() {
      return truth.path("resolvable").asBoolean();
    }

    boolean isKind(MediaKind kind) {
      return truth.path("kind").asText().equalsIgnoreCase(kind.name());
    }

    int wanted() {
      return truth.path("in_library").asBoolean() ? truth.path("expected_id").asInt() : 0;
    }

    int decided() {
      if (!result.isHeld()) {
        return 0;
      }
      LibraryTitle title = result.title();
      return title.kind() == MediaKind.MOVIE ? title.tmdbId() : title.tvdbId();
    }

    boolean right() {
      return decided() == wanted();
    }
  }

  /** Counts over a selection of decisions. */
  record Figures(int entries, int right, int held, int rightlyHeld) {
    double accuracy() {
      return entries == 0 ? 1 : (double) right / entries;
    }

    double precision() {
      return held == 0 ? 1 : (double) rightlyHeld / held;
    }
  }

  private final List<Decision> decisions;

  private LabelledSet(List<Decision> decisions) {
    this.decisions = decisions;
  }

  /**
   * Decides the set in {@code folder} against the library in {@code library}; files may be gzipped.
   */
  static LabelledSet decide(Path folder, Path library) throws IOException {
    LibraryIndex index = LibraryIndex.of(library(library));
    Map<Integer, JsonNode> truth = truth(folder);
    List<Decision> decisions = new ArrayList<>();
    EntryParser names = new EntryParser(2027);
    M3uParser parser =
        new M3uParser(
            entry -> {
              JsonNode row = truth.remove(entry.line());
              if (row != null) {
                ParsedEntry parsed = names.parse(entry);
                decisions.add(new Decision(row, entry, parsed, index.match(parsed)));
              }
            });
    try (InputStream in = open(folder, "playlist.m3u")) {
      byte[] chunk = new byte[64 * 1024];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        parser.accept(chunk, 0, read);
      }
    }
    parser.finish();
    if (!truth.isEmpty()) {
      throw new IllegalStateException(truth.size() + " labelled lines gave no entry");
    }
    return new LabelledSet(decisions);
  }

  List<Decision> decisions() {
    return decisions;
  }

  double kindAccuracy() {
    long right = decisions.stream().filter(Decision::rightKind).count();
    return (double) right / decisions.size();
  }

  /** Figures over the resolvable entries of a kind. */
  Figures figures(MediaKind kind) {
    return figures(decision -> decision.isKind(kind) && decision.resolvable());
  }

  Figures figures(Predicate<Decision> which) {
    List<Decision> some = decisions.stream().filter(which).toList();
    return new Figures(
        some.size(),
        (int) some.stream().filter(Decision::right).count(),
        (int) some.stream().filter(d -> d.decided() != 0).count(),
        (int) some.stream().filter(d -> d.decided() != 0 && d.right()).count());
  }

  /** Confidently wrong about an entry that cannot be decided: an id that no fair judge accepts. */
  long unfair() {
    return decisions.stream()
        .filter(d -> !d.resolvable() && d.decided() != 0)
        .filter(d -> !accepts(d.truth(), d.decided()))
        .count();
  }

  private static boolean accepts(JsonNode truth, int id) {
    for (JsonNode accepted : truth.path("accept")) {
      if (accepted.asInt() == id) {
        return true;
      }
    }
    return false;
  }

  static List<LibraryTitle> library(Path folder) throws IOException {
    List<LibraryTitle> titles = new ArrayList<>();
    try (InputStream in = open(folder, "radarr.movie.json")) {
      JSON.readTree(in).forEach(row -> titles.add(title(row, MediaKind.MOVIE, "radarr")));
    }
    try (InputStream in = open(folder, "sonarr.series.json")) {
      JSON.readTree(in).forEach(row -> titles.add(title(row, MediaKind.SERIES, "sonarr")));
    }
    return titles;
  }

  private static LibraryTitle title(JsonNode row, MediaKind kind, String instance) {
    List<String> alternates = new ArrayList<>();
    row.path("alternateTitles").forEach(other -> alternates.add(other.path("title").asText()));
    return new LibraryTitle(
        instance,
        row.path("id").asText(),
        kind,
        row.path("tmdbId").asInt(),
        row.path("tvdbId").asInt(),
        row.path("imdbId").asText(""),
        row.path("title").asText(),
        row.hasNonNull("originalTitle") ? row.path("originalTitle").asText() : null,
        alternates,
        row.path("year").asInt(),
        row.path("secondaryYear").asInt());
  }

  private static Map<Integer, JsonNode> truth(Path folder) throws IOException {
    Map<Integer, JsonNode> rows = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(open(folder, "truth.jsonl"), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode row = JSON.readTree(line);
        rows.put(row.path("line").asInt(), row);
      }
    }
    return rows;
  }

  private static InputStream open(Path folder, String name) throws IOException {
    Path plain = folder.resolve(name);
    return Files.exists(plain)
        ? Files.newInputStream(plain)
        : new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".gz")));
  }
}

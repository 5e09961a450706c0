package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.WireRow;
import dev.arrway.upstream.Fixtures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KnownTorrentsTest {
  private final AtomicLong now = new AtomicLong();
  private final KnownTorrents known = new KnownTorrents(now::get);

  private static String hash(int number) {
    return String.format("%040x", number);
  }

  private static QbittorrentWire.Torrent torrent(String state, Double progress) {
    return new QbittorrentWire.Torrent(
        null, null, state, progress, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null);
  }

  private static QbittorrentWire.MainData news(
      Map<String, QbittorrentWire.Torrent> torrents, List<String> removed) {
    Map<String, WireRow<QbittorrentWire.Torrent>> rows = new HashMap<>();
    torrents.forEach((hash, torrent) -> rows.put(hash, WireRow.of(torrent)));
    return new QbittorrentWire.MainData(1L, null, rows, removed, null);
  }

  private void tell(boolean whole, int... numbers) {
    Map<String, QbittorrentWire.Torrent> torrents = new HashMap<>();
    for (int number : numbers) {
      torrents.put(hash(number), torrent("stalledUP", 1.0));
    }
    known.merge(whole, news(torrents, List.of()), rows());
  }

  private static RowReader<QbittorrentWire.Torrent, QbittorrentWire.Torrent> rows() {
    return Fixtures.rows(QbittorrentWire.Torrent.class);
  }

  private List<String> all() {
    return List.copyOf(known.after(null).keySet());
  }

  @Test
  void changesArePutIntoWhatIsKnown() {
    known.merge(true, news(Map.of(hash(1), torrent("downloading", 0.1)), List.of()), rows());
    known.merge(false, news(Map.of(hash(1), torrent(null, 0.2)), List.of()), rows());
    assertThat(known.after(null)).containsEntry(hash(1), torrent("downloading", 0.2));
    known.merge(false, news(Map.of(), List.of(hash(1))), rows());
    assertThat(all()).isEmpty();
  }

  @Test
  void whatAStartingServerHasNotReadYetIsKept() {
    tell(true, 1, 2, 3);
    tell(true);
    assertThat(all()).containsExactly(hash(1), hash(2), hash(3));
    known.merge(
        false, news(Map.of(hash(2), torrent("checkingResumeData", 0.0)), List.of()), rows());
    assertThat(known.after(null).get(hash(2)).state()).isEqualTo("stalledUP");
    tell(false, 2);
    now.addAndGet(KnownTorrents.PATIENCE.toNanos() - 1);
    tell(false, 3);
    now.addAndGet(KnownTorrents.PATIENCE.toNanos() - 1);
    tell(false);
    assertThat(all()).containsExactly(hash(1), hash(2), hash(3));
    now.addAndGet(2);
    tell(false);
    assertThat(all()).as("told of again").containsExactly(hash(2), hash(3));
  }

  @Test
  void whatIsRemovedMeanwhileIsNotKept() {
    tell(true, 1, 2, 3);
    tell(true, 3);
    known.forget(hash(1));
    known.merge(false, news(Map.of(), List.of(hash(2))), rows());
    assertThat(all()).containsExactly(hash(3));
  }

  @Test
  void aTorrentToldOfInAWayThatCannotBeReadStaysAsItIsKnown() {
    tell(true, 1, 2);
    Map<String, WireRow<QbittorrentWire.Torrent>> rows = new HashMap<>();
    rows.put(hash(1), new WireRow<>(null, new IllegalStateException("no object")));
    rows.put(hash(3), WireRow.of(torrent("stalledUP", 1.0)));
    var news = new QbittorrentWire.MainData(2L, true, rows, List.of(), null);
    known.merge(true, news, rows());
    assertThat(known.skipped()).isEqualTo(1);
    now.addAndGet(KnownTorrents.PATIENCE.toNanos() + 1);
    tell(false);
    assertThat(all()).containsExactly(hash(1), hash(3));
    tell(false, 1);
    assertThat(known.skipped()).isZero();
  }

  @Test
  void whatHasNoHashIsLeftOut() {
    known.merge(true, news(Map.of("all", torrent("error", 0.0)), List.of()), rows());
    assertThat(all()).isEmpty();
  }

  record Step(int number, boolean removed, Double progress) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.integers()
        .between(1, 6)
        .flatMap(
            number ->
                Arbitraries.of(true, false, false)
                    .flatMap(
                        removed ->
                            Arbitraries.doubles()
                                .between(0, 1)
                                .map(progress -> new Step(number, removed, progress))))
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 200)
  void deltasLeadToWhatTheServerHas(@ForAll("steps") List<Step> steps) {
    KnownTorrents merged = new KnownTorrents(now::get);
    Map<String, QbittorrentWire.Torrent> server = new TreeMap<>();
    merged.merge(true, news(Map.of(), List.of()), rows());
    for (Step step : steps) {
      String hash = hash(step.number());
      if (step.removed()) {
        server.remove(hash);
        merged.merge(false, news(Map.of(), List.of(hash)), rows());
      } else {
        boolean first = !server.containsKey(hash);
        server.put(hash, torrent("downloading", step.progress()));
        String state = first ? "downloading" : null;
        merged.merge(false, news(Map.of(hash, torrent(state, step.progress())), List.of()), rows());
      }
    }
    assertThat(merged.after(null)).isEqualTo(server);
  }
}

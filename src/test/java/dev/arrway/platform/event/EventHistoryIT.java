package dev.arrway.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.PostgresExtension;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The log itself. */
@ExtendWith(PostgresExtension.class)
class EventHistoryIT {
  private final Database database;
  private final TestDatabase owner;
  private final SqlEventLog log = new SqlEventLog();
  private final EventHistory history;

  EventHistoryIT(TestDatabase owner) {
    this.owner = owner;
    this.database = owner.database();
    this.history = Futures.await(EventHistory.open(database));
  }

  @BeforeEach
  void twoUsers() {
    owner.execute(
        "DELETE FROM app_user; ALTER SEQUENCE event_id_seq RESTART;"
            + " INSERT INTO app_user (id, username, password_hash, role) OVERRIDING SYSTEM VALUE"
            + " VALUES (1, 'a', '-', 'user'), (2, 'b', '-', 'user')");
  }

  @Test
  void pagesGoFromTheNewestBackAndAreFiltered() {
    append(draft(1, 3L, "movie.added"), draft(2, 3L, "movie.added"), draft(1, 4L, "movie.deleted"));
    append(draft(1, null, "library.synced"));
    var all = Futures.await(history.page(1, EventFilter.ALL, 2, 0));
    assertThat(all.total()).isEqualTo(3);
    assertThat(all.items()).extracting(StoredEvent::id).containsExactly(4L, 3L);
    var rest = Futures.await(history.page(1, EventFilter.ALL, 2, 2));
    assertThat(rest.items()).extracting(StoredEvent::id).containsExactly(1L);
    var movies = Futures.await(history.page(1, new EventFilter(List.of("movie.*"), 4L), 10, 0));
    assertThat(movies.items()).extracting(StoredEvent::type).containsExactly("movie.deleted");
    var underscore = new EventFilter(List.of("library_synced"), null);
    assertThat(Futures.await(history.page(1, underscore, 10, 0)).total()).isZero();
  }

  @Test
  void whatSeveralMaySeeIsOneChange() {
    append(draft(2, 3L, "movie.added"), draft(1, 3L, "movie.added"), draft(1, 4L, "movie.added"));
    List<@Nullable UUID> changes =
        Futures.await(
            database.asSystem(
                c ->
                    c.query("SELECT change_id FROM event ORDER BY id")
                        .execute()
                        .map(
                            rows -> {
                              List<@Nullable UUID> ids = new ArrayList<>();
                              rows.forEach(row -> ids.add(row.getUUID(0)));
                              return ids;
                            })));
    assertThat(changes.get(0)).isNotNull().isEqualTo(changes.get(1));
    assertThat(changes.get(2)).isNull();
  }

  @Test
  void pruningRemembersPerOwnerWhatIsGone() {
    append(draft(1, null, "movie.added"), draft(2, null, "movie.added"));
    assertThat(Futures.await(history.prune(Duration.ofHours(1), 1_000_000))).isZero();
    owner.execute(
        "SET arrway.scope = 'system';"
            + " UPDATE event SET occurred_at = now() - interval '2 hours' WHERE id = 1");
    append(draft(1, null, "movie.deleted"));
    assertThat(Futures.await(history.prune(Duration.ofHours(1), 1_000_000))).isEqualTo(1);
    assertThat(Futures.await(history.extent(1))).isEqualTo(new EventExtent(1, 3));
    assertThat(Futures.await(history.extent(2))).isEqualTo(new EventExtent(0, 2));
    assertThat(Futures.await(history.after(1, 0, EventFilter.ALL, 10)).gone()).isTrue();
    var kept = Futures.await(history.after(1, 1, EventFilter.ALL, 10));
    assertThat(kept.events()).extracting(StoredEvent::id).containsExactly(3L);
    assertThat(kept.gone()).isFalse();
  }

  @Test
  void aBatchOfLargeEventsHoldsFewOfThemAndTellsThatThereAreMore() {
    String large = "x".repeat(100_000);
    for (int i = 0; i < 20; i++) {
      append(new EventDraft(1, null, "movie.added", Map.of("text", large)));
    }
    List<Long> ids = new ArrayList<>();
    long after = 0;
    boolean more = true;
    while (more) {
      var batch = Futures.await(history.after(1, after, EventFilter.ALL, 10));
      assertThat(batch.events()).hasSizeBetween(1, 6);
      batch.events().forEach(event -> ids.add(event.id()));
      after = batch.through();
      more = batch.more();
    }
    assertThat(ids).hasSize(20).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anEventThatAloneIsLargerThanABatchStillComes() {
    append(new EventDraft(1, null, "movie.added", Map.of("text", "x".repeat(700_000))));
    append(draft(1, null, "movie.deleted"));
    var first = Futures.await(history.after(1, 0, EventFilter.ALL, 10));
    assertThat(first.events()).hasSize(1);
    assertThat(first.more()).isTrue();
    var second = Futures.await(history.after(1, first.through(), EventFilter.ALL, 10));
    assertThat(second.events()).extracting(StoredEvent::type).containsExactly("movie.deleted");
    assertThat(second.more()).isFalse();
  }

  @Test
  void whatIsMoreThanAnOwnerMayHaveGoesOldestFirst() {
    for (int i = 0; i < 5; i++) {
      append(draft(1, null, "movie.added"), draft(2, null, "movie.added"));
    }
    append(draft(1, null, "movie.deleted"));
    assertThat(Futures.await(history.prune(Duration.ofDays(1), 5))).isEqualTo(1);
    assertThat(Futures.await(history.extent(1))).isEqualTo(new EventExtent(1, 11));
    assertThat(Futures.await(history.extent(2))).isEqualTo(new EventExtent(0, 10));
    assertThat(Futures.await(history.prune(Duration.ofDays(1), 5))).isZero();
  }

  @Test
  void manyOldEventsGoInBlocks() {
    List<EventDraft> many = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      many.add(draft(1, null, "movie.added"));
    }
    append(many.toArray(EventDraft[]::new));
    assertThat(Futures.await(history.prune(Duration.ofMinutes(-1), 1_000_000))).isEqualTo(12_000);
    assertThat(Futures.await(history.extent(1))).isEqualTo(new EventExtent(12_000, 12_000));
  }

  @Test
  void nobodyReadsTheEventsOfOthersWhateverTheyAsk() {
    append(draft(1, null, "movie.added"));
    long seen =
        Futures.await(
            database.asUser(
                2,
                c ->
                    c.query("SELECT count(*) FROM event")
                        .execute()
                        .map(Rows.one(row -> row.getLong(0)))));
    assertThat(seen).isZero();
    assertThat(Futures.await(history.newest(List.of(1L, 2L)))).isEqualTo(Map.of(1L, 1L, 2L, 0L));
  }

  @Test
  void aTypeIsNounAndVerb() {
    for (String type : List.of("", "movie", "movie.added\ndata: x", "movie.*", "Movie.added")) {
      assertThatThrownBy(() -> draft(1, null, type)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void append(EventDraft... events) {
    Futures.await(database.asSystem(c -> log.append(c, List.of(events))));
  }

  private static EventDraft draft(long owner, @Nullable Long instance, String type) {
    return new EventDraft(owner, instance, type, Map.of("some", "thing"));
  }
}

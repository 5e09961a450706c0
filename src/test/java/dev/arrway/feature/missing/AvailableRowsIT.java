package dev.arrway.feature.missing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class AvailableRowsIT {
  private static final int MANY = 20_000;

  /** Nothing is analysed, as right after an import. */
  private static final List<String> ROWS =
      List.of(
          "INSERT INTO app_user (username, password_hash, role) VALUES ('ada', '-', 'admin')",
          "INSERT INTO instance SELECT 1, 1, 'films', 'radarr', 'http://x', false, '', true, 10, 60,"
              + " true, '{}', 'user'",
          "INSERT INTO library_snapshot (instance_id, owner_id, attempted_at) VALUES (1, 1, now())",
          "INSERT INTO library_item (instance_id, owner_id, library_id, kind, hash, tmdb_id, title,"
              + " alternate_titles, year, monitored, has_file, quality_profile_id, size, tags, search)"
              + " SELECT 1, 1, i, 'movie', 0, i, 'Title ' || i, '{}', 2000, true, i % 10 = 0, 1, 0,"
              + " '{}', 'title ' || i FROM generate_series(1, 20000) i",
          "INSERT INTO playlist (owner_id, name, status, generation, matched_generation)"
              + " VALUES (1, 'p', 'ready', 1, 1)",
          "INSERT INTO playlist_entry (owner_id, playlist_id, generation, line, kind, name, title,"
              + " year, item_key, url) SELECT 1, 1, 1, i, 'movie', 'EN - Title ' || i, 'Title ' || i,"
              + " 2000, 'movie:' || i, 'http://h/' || i FROM generate_series(1, 20000) i",
          "INSERT INTO entry_match SELECT 1, 1, id, 1, 97, 'title_year', '{}', 1, line, line, NULL,"
              + " title, 2000 FROM playlist_entry");

  @Test
  void manyEntriesAndManyItemsAreJoinedInTimeThatGrowsWithTheirNumber() {
    try (TestDatabase database = TestDatabase.create()) {
      ROWS.forEach(database::execute);
      Slice<AvailableItem> page =
          Assertions.assertTimeout(
              Duration.ofSeconds(8),
              () ->
                  Futures.await(
                      database
                          .database()
                          .asUser(
                              1,
                              c ->
                                  AvailableRows.list(
                                      c, 1, new AvailableFilter(null, null, null), 50, 100))));
      assertThat(page.total()).isEqualTo(MANY - MANY / 10);
      assertThat(page.items()).hasSize(50).allMatch(item -> item.entries().size() == 1);
    }
  }
}

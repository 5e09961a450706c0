package dev.arrway.feature.audit;

import static dev.arrway.feature.accounts.IdentityHarness.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.PostgresExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class AuditLogIT {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final Database database;
  private final AuditLog log;

  AuditLogIT(Database database) {
    this.database = database;
    this.log = at(NOON);
  }

  private AuditLog at(Instant when) {
    return new AuditLog(database, Clock.fixed(when, ZoneOffset.UTC));
  }

  @BeforeEach
  void threeEntries() {
    if (await(log.list(AuditFilter.all(), 1, 0)).total() > 0) {
      return;
    }
    await(
        log.record(
            AuditRow.of(1L, "ada", "createInstance", "192.0.2.1", AuditRow.OK)
                .aboutInstance(3)
                .with(Map.of("name", "Primary Sonarr"))));
    await(
        at(NOON.plusSeconds(60))
            .record(
                AuditRow.of(2L, "grace", "createInstance", "192.0.2.2", "forbidden")
                    .about("instance:new")));
    await(
        at(NOON.plusSeconds(120))
            .record(AuditRow.of(null, "mallory", "login", null, "unauthenticated")));
  }

  private List<String> names(AuditFilter filter) {
    return await(log.list(filter, 50, 0)).items().stream().map(AuditEntry::username).toList();
  }

  @Test
  void entriesComeNewestFirstByEachFilter() {
    assertThat(names(AuditFilter.all())).containsExactly("mallory", "grace", "ada");
    assertThat(names(new AuditFilter(2L, null, null, null))).containsExactly("grace");
    assertThat(names(new AuditFilter(null, 3L, null, null))).containsExactly("ada");
    assertThat(names(new AuditFilter(null, null, "createInstance", null)))
        .containsExactly("grace", "ada");
    assertThat(names(new AuditFilter(null, null, null, NOON.plusSeconds(60))))
        .containsExactly("mallory", "grace");
    assertThat(names(new AuditFilter(1L, 3L, "login", null))).isEmpty();
  }

  @Test
  void aPageIsAPartOfTheWhole() {
    var page = await(log.list(AuditFilter.all(), 1, 1));
    assertThat(page.total()).isEqualTo(3);
    assertThat(page.items()).extracting(AuditEntry::username).containsExactly("grace");
  }

  @Test
  void anEntryTellsAll() {
    AuditEntry entry = await(log.list(new AuditFilter(null, 3L, null, null), 1, 0)).items().get(0);
    assertThat(entry.userId()).as("there is no such account").isNull();
    assertThat(entry.occurredAt()).isEqualTo(NOON);
    assertThat(entry.outcome()).isEqualTo("ok");
    assertThat(entry.address()).isEqualTo("192.0.2.1");
    assertThat(entry.detail()).isEqualTo(Map.of("name", "Primary Sonarr"));
  }

  @Test
  void whatIsWrittenCanBeNeitherChangedNorDeleted() {
    for (String sql : List.of("UPDATE audit SET outcome = 'ok'", "DELETE FROM audit")) {
      assertThatThrownBy(() -> await(database.asSystem(c -> c.query(sql).execute())))
          .hasMessageContaining("permission denied");
    }
    assertThat(names(AuditFilter.all())).hasSize(3);
  }
}

package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.LogCapture;
import dev.arrway.sandbox.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Calendars over all instances, as programs and as calendar applications read them. */
class CalendarIT {
  private static TestGateway gateway;
  private static Api admin;
  private static long first;
  private static long second;
  private static long sonarr;
  private static int year;

  @BeforeAll
  static void open() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    first = gateway.addRadarr(admin, "First Radarr");
    second = gateway.addRadarr(admin, "Second Radarr");
    sonarr = gateway.addSonarr(admin, "The Sonarr");
    year = gateway.radarr().library().list().get(0).title().year();
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  private static JsonNode calendar(String query) {
    Api.Reply reply = admin.get("/calendar?from=" + year + "-01-01&to=" + year + "-12-31" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static String key(String name, String... scopes) {
    Api.Reply made = admin.post("/auth/api-keys", Map.of("name", name, "scopes", scopes));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.at("/key").asText();
  }

  private static List<String> texts(JsonNode items, String field) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.path(field).asText()));
    return texts;
  }

  @Test
  void whatTwoInstancesHaveIsOneItemThatNamesBoth() {
    JsonNode page = calendar("&unmonitored=true");
    assertThat(page.path("failures")).isEmpty();
    assertThat(page.path("items")).isNotEmpty().hasSize(page.path("total").asInt());
    assertThat(texts(page.path("items"), "uid")).doesNotHaveDuplicates();
    assertThat(texts(page.path("items"), "date")).isSorted().allMatch(d -> d.startsWith("" + year));
    for (JsonNode item : page.path("items")) {
      if (item.path("kind").asText().equals("movie")) {
        assertThat(texts(item.path("instances"), "instance_id"))
            .containsExactly("" + first, "" + second);
        assertThat(item.path("at").isNull()).isTrue();
        assertThat(item.path("episode_title").isNull()).isTrue();
      } else {
        assertThat(texts(item.path("instances"), "instance_id")).containsExactly("" + sonarr);
        assertThat(item.path("at").asText()).startsWith(item.path("date").asText());
        assertThat(item.path("release").asText()).isEqualTo("air");
      }
    }
    int movies = calendar("&unmonitored=true&instance_ids=" + first).path("total").asInt();
    String both = "&unmonitored=true&merged=false&instance_ids=" + first + "," + second;
    assertThat(calendar(both).path("total").asInt()).isEqualTo(2 * movies);
    assertThat(calendar("").path("total").asInt())
        .as("monitored ones")
        .isPositive()
        .isLessThan(page.path("total").asInt());
  }

  @Test
  void pagesFitTogether() {
    JsonNode whole = calendar("");
    List<String> paged = new ArrayList<>();
    for (int offset = 0; offset < whole.path("total").asInt(); offset += 7) {
      paged.addAll(texts(calendar("&limit=7&offset=" + offset).path("items"), "uid"));
    }
    assertThat(paged).isEqualTo(texts(whole.path("items"), "uid"));
  }

  @Test
  void theUsualTimeIsAWeekBackToThirtyDaysAhead() {
    Api.Reply reply = admin.get("/calendar");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("/items")).isNotEmpty();
    java.time.LocalDate today = java.time.LocalDate.now(java.time.ZoneOffset.UTC);
    assertThat(texts(reply.at("/items"), "date"))
        .allSatisfy(
            date ->
                assertThat(java.time.LocalDate.parse(date))
                    .isBetween(today.minusDays(8), today.plusDays(31)));
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    for (String query :
        List.of(
            "from=2026-02-30",
            "from=2026-01-02&to=2026-01-01",
            "from=2025-01-01&to=2026-06-01",
            "instance_ids=x",
            "unmonitored=maybe")) {
      Api.Reply reply = admin.get("/calendar?" + query);
      assertThat(reply.status()).as(query + reply.text()).isEqualTo(422);
      assertThat(reply.at("/errors")).as(query).isNotEmpty();
    }
    assertThat(admin.get("/calendar?instance_ids=999").status()).isEqualTo(404);
    gateway.newUser("other", "user");
    Api other = gateway.login("other");
    assertThat(other.get("/calendar?instance_ids=" + first).status()).isEqualTo(404);
    assertThat(other.get("/calendar").at("/items")).isEmpty();
    assertThat(gateway.api().get("/calendar").status()).isEqualTo(401);
  }

  @Test
  void anInstanceThatFailsIsNamedInTheItemsAndInTheFeed() {
    long failing = gateway.addSonarr(admin, "Failing Sonarr");
    String both = "instance_ids=" + first + "," + failing;
    var faults = gateway.sonarr().server().faults();
    faults.replace(List.of(Fault.status(500).on("/api/v3/calendar*")));
    try {
      JsonNode page = calendar("&" + both);
      assertThat(texts(page.path("failures"), "instance_name")).containsExactly("Failing Sonarr");
      assertThat(page.path("items")).isNotEmpty();
      assertThat(admin.get("/calendar.ics?" + both).text())
          .contains("X-WR-CALDESC:Without Failing Sonarr: ")
          .contains("BEGIN:VEVENT");
    } finally {
      faults.replace(List.of());
      admin.delete("/instances/" + failing);
    }
  }

  @Test
  void aFeedKeyReadsTheFeedAndNothingElse() {
    String key = key("phone", "calendar");
    Api nobody = gateway.api();
    Api.Reply feed = nobody.get("/calendar.ics?key=" + key + "&past_days=30&future_days=180");
    assertThat(feed.status()).as(feed.text()).isEqualTo(200);
    assertThat(feed.text()).startsWith("BEGIN:VCALENDAR\r\n").contains("UID:tmdb-");
    assertThat(nobody.seen().get(nobody.seen().size() - 1))
        .contains("content-type=[text/calendar; charset=utf-8]")
        .doesNotContain(key);
    assertThat(nobody.get("/calendar?key=" + key).status()).isEqualTo(401);
    assertThat(nobody.get("/instances?key=" + key).status()).isEqualTo(401);
    for (String path : List.of("/instances", "/calendar", "/auth/me", "/events")) {
      Api.Reply refused = nobody.getWithKey(path, key);
      assertThat(refused.status()).as(path).isEqualTo(403);
      assertThat(refused.at("/detail").asText()).contains("only for the calendar feed");
    }
    assertThat(nobody.getWithKey("/calendar.ics", key).status()).isEqualTo(200);
  }

  @Test
  void widerKeysAreRefusedInAUrlAndWelcomeInAHeader() {
    Api nobody = gateway.api();
    for (String[] scopes :
        List.of(new String[] {"read"}, new String[] {"calendar", "read"}, new String[] {"admin"})) {
      String key = key("wide " + String.join(" ", scopes), scopes);
      Api.Reply refused = nobody.get("/calendar.ics?key=" + key);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.at("/code").asText()).isEqualTo("forbidden");
      assertThat(refused.at("/detail").asText()).contains("scope calendar and no other");
      assertThat(nobody.getWithKey("/calendar.ics", key).status()).isEqualTo(200);
      assertThat(nobody.getWithKey("/calendar", key).status()).isEqualTo(200);
    }
    assertThat(nobody.get("/calendar.ics").status()).isEqualTo(401);
    assertThat(nobody.get("/calendar.ics?key=").status()).isEqualTo(401);
    assertThat(nobody.get("/calendar.ics?key=nonsense").status()).isEqualTo(401);
    assertThat(admin.get("/calendar.ics").status()).isEqualTo(200);
    assertThat(admin.get("/calendar.ics?token=x").status()).isEqualTo(422);
  }

  @Test
  void theKeyInAUrlIsFoundInNoLogAndNoTable() {
    String key = key("watched", "calendar");
    LogCapture logs = new LogCapture();
    List<Logger> loggers = List.of(logger("ROOT"), logger("dev.arrway"));
    loggers.get(0).addAppender(logs);
    loggers.get(1).setLevel(Level.TRACE);
    try {
      gateway.api().get("/calendar.ics?key=" + key);
      gateway.api().get("/calendar.ics?past_days=x&key=" + key);
      gateway.api().get("/calendar.ics/more?key=" + key);
      gateway.api().post("/calendar.ics?key=" + key);
      gateway.radarr().server().faults().add(Fault.status(500).on("/api/v3/calendar*").times(1));
      gateway.api().get("/calendar.ics?key=" + key);
      // A call is logged after its answer was sent.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  logs.list.stream()
                      .anyMatch(
                          event -> ("" + event.getKeyValuePairs()).contains("getCalendarFeed")));
    } finally {
      loggers.get(0).detachAppender(logs);
      loggers.get(1).setLevel(null);
    }
    assertThat(logs.list)
        .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains(key));
    assertThat(gateway.dump()).contains("watched").doesNotContain(key);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}

package dev.arrway.feature.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT =
      "{\"id\":7,\"type\":\"movie.added\",\"instance_id\":3,\"occurred_at\":\"2026-01-15T14:22:15Z\","
          + "\"data\":{\"title\":\"The *Matrix* <1999> & @everyone\",\"tmdb_id\":603,\"nothing\":null},"
          + "\"cursor\":\"1f2e3d4c-7\"}";

  private static JsonNode payload(SubscriptionFormat format, String url, String event) {
    try {
      return JSON.readTree(Payloads.of(format, TargetUrl.of(url, format), event));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String sized(int fields, int length) {
    ObjectNode event = JSON.createObjectNode().put("type", "movie.added");
    event.put("occurred_at", "2026-01-15T14:22:15Z");
    ObjectNode data = event.putObject("data");
    for (int i = 0; i < fields; i++) {
      data.put("field_" + i, "🎬".repeat(length));
    }
    return event.toString();
  }

  @Test
  void rawIsTheEventItself() {
    TargetUrl url = TargetUrl.of("https://h.example/x", SubscriptionFormat.RAW);
    assertThat(new String(Payloads.of(SubscriptionFormat.RAW, url, EVENT), StandardCharsets.UTF_8))
        .isEqualTo(EVENT);
  }

  @Test
  void discordGetsAnEmbedThatCallsNobody() {
    JsonNode body =
        payload(SubscriptionFormat.DISCORD, "https://d.example/api/webhooks/1/t", EVENT);
    assertThat(body.at("/allowed_mentions/parse").isEmpty()).isTrue();
    assertThat(body.at("/allowed_mentions/parse").isArray()).isTrue();
    JsonNode embed = body.at("/embeds/0");
    assertThat(embed.at("/title").asText()).isEqualTo("Movie added");
    assertThat(embed.at("/timestamp").asText()).isEqualTo("2026-01-15T14:22:15Z");
    assertThat(embed.at("/footer/text").asText()).isEqualTo("movie.added");
    assertThat(embed.at("/fields/0/name").asText()).isEqualTo("Title");
    assertThat(embed.at("/fields/0/value").asText())
        .isEqualTo("The \\*Matrix\\* \\<1999\\> & @everyone");
    assertThat(embed.at("/fields")).hasSize(3);
  }

  @Property(tries = 60)
  void discordsLimitsHold(
      @ForAll @IntRange(max = 60) int fields, @ForAll @IntRange(min = 1, max = 3000) int length) {
    JsonNode embed =
        payload(
                SubscriptionFormat.DISCORD,
                "https://d.example/api/webhooks/1/t",
                sized(fields, length))
            .at("/embeds/0");
    int total = embed.at("/title").asText().length() + embed.at("/footer/text").asText().length();
    assertThat(embed.at("/fields").size()).isLessThanOrEqualTo(25);
    for (JsonNode field : embed.at("/fields")) {
      String value = field.at("/value").asText();
      assertThat(value.length()).isBetween(1, 1024);
      assertThat(value.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
      total += value.length() + field.at("/name").asText().length();
    }
    assertThat(total).isLessThanOrEqualTo(6000);
  }

  @Test
  void slackGetsBlocksAndAnEscapedText() {
    JsonNode body = payload(SubscriptionFormat.SLACK, "https://s.example/services/T/B/x", EVENT);
    assertThat(body.at("/text").asText())
        .contains("Movie added", "The *Matrix* &lt;1999&gt; &amp; @everyone");
    assertThat(body.at("/blocks/0/type").asText()).isEqualTo("header");
    assertThat(body.at("/blocks/0/text/text").asText()).isEqualTo("Movie added");
    assertThat(body.at("/blocks/1/fields/0/type").asText()).isEqualTo("plain_text");
    assertThat(body.at("/blocks/1/fields/0/text").asText())
        .startsWith("Title: The *Matrix* <1999>");
    assertThat(body.at("/blocks/2/elements/0/text").asText()).contains("movie.added");
    JsonNode much =
        payload(SubscriptionFormat.SLACK, "https://s.example/services/T/B/x", sized(40, 3000));
    assertThat(much.at("/blocks/1/fields")).hasSize(10);
    assertThat(much.at("/blocks/1/fields"))
        .allSatisfy(it -> assertThat(it.at("/text").asText().length()).isLessThanOrEqualTo(2000));
    assertThat(much.at("/text").asText().length()).isLessThanOrEqualTo(4000);
    JsonNode bare = payload(SubscriptionFormat.SLACK, "https://s.example/x", sized(0, 1));
    assertThat(bare.at("/blocks")).hasSize(2);
  }

  @Test
  void ntfyGetsTheTopicOfTheAddress() {
    TargetUrl url = TargetUrl.of("https://ntfy.example/my-topic/", SubscriptionFormat.NTFY);
    assertThat(url.target(SubscriptionFormat.NTFY)).isEqualTo("/");
    JsonNode body = payload(SubscriptionFormat.NTFY, "https://ntfy.example/my-topic/", EVENT);
    assertThat(body.at("/topic").asText()).isEqualTo("my-topic");
    assertThat(body.at("/title").asText()).isEqualTo("Movie added");
    assertThat(body.at("/message").asText()).contains("Tmdb id: 603");
    assertThat(body.at("/priority").asInt()).isBetween(1, 5);
    JsonNode much = payload(SubscriptionFormat.NTFY, "https://ntfy.example/t", sized(9, 900));
    assertThat(much.at("/message").asText().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(4000, 4096);
  }

  @Test
  void gotifyAndAppriseGetTheirFields() {
    TargetUrl url = TargetUrl.of("https://g.example/base?token=Aabc", SubscriptionFormat.GOTIFY);
    assertThat(url.target(SubscriptionFormat.GOTIFY)).isEqualTo("/base/message?token=Aabc");
    JsonNode gotify = payload(SubscriptionFormat.GOTIFY, "https://g.example/message", EVENT);
    assertThat(gotify.at("/title").asText()).isEqualTo("Movie added");
    assertThat(gotify.at("/message").asText()).contains("The *Matrix*");
    assertThat(gotify.at("/priority").isInt()).isTrue();
    JsonNode apprise = payload(SubscriptionFormat.APPRISE, "https://a.example/notify/key", EVENT);
    assertThat(apprise.at("/type").asText()).isEqualTo("success");
    assertThat(apprise.at("/format").asText()).isEqualTo("text");
    assertThat(apprise.at("/body").asText()).contains("Tmdb id: 603");
  }

  @Test
  void cutsNeverSplitACharacter() {
    String text = "a🎬b🎬c🎬d";
    IntStream.rangeClosed(4, 30)
        .forEach(
            most -> {
              assertThat(Cut.bytes(text, most).getBytes(StandardCharsets.UTF_8).length)
                  .isLessThanOrEqualTo(most);
              assertThat(Cut.bytes(text, most)).doesNotContain("?");
              assertThat(Cut.units(text, most).length()).isLessThanOrEqualTo(most);
              assertThat(
                      Cut.units(text, most).codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                  .isTrue();
            });
    assertThat(Cut.units(text, 10)).isEqualTo(text);
  }
}

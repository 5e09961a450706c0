package dev.arrway.feature.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.HttpAnswer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureTest {
  /**
   * The expected value is OpenSSL's: {@code printf '%s' '1700000000.{"id":1}' | openssl dgst
   * -sha256 -hmac KEY}.
   */
  @Test
  void isTheHmacOfTimeAndBody() {
    assertThat(
            Signature.of(
                Secret.of("whsec_0123456789abcdef"),
                Instant.ofEpochSecond(1_700_000_000),
                "{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "t=1700000000,v1=22f267bc13c9c3f35f76035954c196f8ad4cf971af76120dcbcbbb84458514d0");
  }

  @Test
  void newSecretsDifferAndAreLong() {
    assertThat(Signature.newSecret()).isNotEqualTo(Signature.newSecret());
    assertThat(Signature.newSecret().reveal()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void waitsGrowToAnHour() {
    Backoff backoff = new Backoff(new Random(1));
    for (int failures = 1; failures < 40; failures++) {
      long whole = Math.min(5_000L << Math.min(failures - 1, 12), 3_600_000);
      assertThat(backoff.after(failures))
          .isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
    }
  }

  @Test
  void anExcerptHoldsNothingSecret() {
    Target target =
        new Target(
            TargetUrl.of(
                "https://me:hunter22@h.example/hooks/sesame?key=opensesame",
                SubscriptionFormat.RAW),
            Secret.of("whsec_0123456789abcdef"),
            Map.of("Authorization", Secret.of("Bearer abc.def")));
    String said =
        "no hook sesame,\nnor opensesame, hunter22, Bearer abc.def or a0b1c2d3e4f5a6b7c8d9e0f1\u0007";
    assertThat(Excerpt.of(answer("text/plain; charset=utf-8", said), target))
        .isEqualTo("no hook ********, nor ********, ********, ******** or ********");
    assertThat(Excerpt.of(answer("text/html", said), target)).isNull();
    assertThat(Excerpt.of(answer("application/json", "{\"a\":\"" + "word ".repeat(900)), target))
        .hasSize(200);
  }

  private static HttpAnswer answer(String type, String body) {
    return new HttpAnswer(500, Map.of("content-type", List.of(type)), Buffer.buffer(body));
  }
}

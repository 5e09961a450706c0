package dev.arrway.feature.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.protocol.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://discord.com/api/webhooks/123456789012345678901/aBcDeFgHiJkLmNoPqRsTuVwXyZ,"
        + " https://discord.com/api/webhooks/123456789012345678901/********",
    "HTTPS://Hooks.Example.org:443/services/T0/B0/abcdefghijklmnopqrstuvwx,"
        + " https://hooks.example.org/services/T0/B0/********",
    "http://me:pw@h.example:8080/x?token=abc&flag, http://********@h.example:8080/x?token=********&********",
    "https://ntfy.sh/topic, https://ntfy.sh/topic",
    "http://[::1]:8080/, http://[::1]:8080/",
    "http://bücher.example/x, http://xn--bcher-kva.example/x"
  })
  void whatMayBeSecretIsNotShown(String given, String shown) {
    TargetUrl url = TargetUrl.of(given, SubscriptionFormat.RAW);
    assertThat(url.shown()).isEqualTo(shown);
    assertThat(url).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h.example/x",
        "http://h.example/x#y",
        "http:///x",
        "http://h.example:0/",
        "http://h.example:99999/",
        "http://h.example/a b",
        "http://a@b@h.example/",
        "https://h.example/%zz",
        "h.example"
      })
  void whatCannotBeCalledIsRefusedByName(String given) {
    assertThatThrownBy(() -> TargetUrl.of(given, SubscriptionFormat.RAW))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().errors()).extracting(it -> it.field()).containsOnly("url"));
  }

  @Test
  void whatAFormatNeedsOfAnAddressIsChecked() {
    assertThatThrownBy(() -> TargetUrl.of("https://ntfy.sh/", SubscriptionFormat.NTFY))
        .hasMessageContaining("topic");
    assertThatThrownBy(() -> TargetUrl.of("https://a.example/x", SubscriptionFormat.APPRISE))
        .hasMessageContaining("notify");
  }

  @Test
  void pathAndQueryAreSentAsTheyWereGiven() {
    TargetUrl url = TargetUrl.of("https://h.example/a%2Fb/?x=1%202&y", SubscriptionFormat.RAW);
    assertThat(url.target(SubscriptionFormat.RAW)).isEqualTo("/a%2Fb/?x=1%202&y");
    assertThat(url.base()).hasToString("https://h.example");
    assertThat(
            TargetUrl.of("https://h.example", SubscriptionFormat.RAW)
                .target(SubscriptionFormat.RAW))
        .isEqualTo("/");
  }
}

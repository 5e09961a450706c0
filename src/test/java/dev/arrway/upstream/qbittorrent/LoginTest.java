package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.Param;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
  private static HttpAnswer answer(int status, String body, String... cookies) {
    return new HttpAnswer(status, Map.of("set-cookie", List.of(cookies)), Buffer.buffer(body));
  }

  @Test
  void allVersionsGiveACookie() {
    assertThat(Login.read(answer(200, "Ok.", "SID=abc/+=; HttpOnly; path=/")))
        .containsExactly(new Param("Cookie", "SID=abc/+="));
    assertThat(Login.read(answer(204, "", "lang=en", "QBT_SID_8080=xyz; path=/; SameSite=Strict")))
        .containsExactly(new Param("Cookie", "lang=en; QBT_SID_8080=xyz"));
  }

  @Test
  void aCookieOfAnyNameIsSentBackUnlessTheServerTakesItBack() {
    assertThat(Login.read(answer(200, "Ok.", "MY_QBT=abc+/=; HttpOnly; path=/")))
        .containsExactly(new Param("Cookie", "MY_QBT=abc+/="));
    assertThat(Login.read(answer(200, "Ok.", "__Host-session=1; Secure", "old=; Max-Age=0")))
        .containsExactly(new Param("Cookie", "__Host-session=1"));
    assertThat(Login.read(answer(200, "Ok.", "old=; Max-Age=0", "=x", "name"))).isEmpty();
  }

  @Test
  void noneIsGivenWhereAddressesAreLetIn() {
    assertThat(Login.read(answer(200, "Ok."))).isEmpty();
    assertThat(Login.read(answer(204, ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200, Fails., UPSTREAM_AUTH_FAILED, password",
    "401, '', UPSTREAM_AUTH_FAILED, password",
    "403, Your IP address has been banned after too many…, UPSTREAM_AUTH_FAILED, banned",
    "404, Not Found, UPSTREAM_UNEXPECTED, not qBittorrent",
    "200, Welcome!, UPSTREAM_UNEXPECTED, not qBittorrent"
  })
  void refusalsSayWhatTheyAre(int status, String body, String code, String words) {
    assertThatThrownBy(() -> Login.read(answer(status, body)))
        .hasMessageContaining(code.toLowerCase(java.util.Locale.ROOT))
        .hasMessageContaining(words);
  }
}

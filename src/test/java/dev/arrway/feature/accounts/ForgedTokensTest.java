package dev.arrway.feature.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ForgedTokensTest {
  private static final SigningKey OURS = SigningKey.generate();
  private static final SigningKey THEIRS = SigningKey.generate();
  private static final User ADA =
      new User(7, "ada", Role.ADMIN, true, Instant.EPOCH, Instant.EPOCH, null);

  private final TestClock clock = new TestClock();
  private final AccessTokens tokens =
      new AccessTokens(() -> KeyRing.of(OURS), IdentitySettings.defaults(), clock);
  private final long now = clock.instant().getEpochSecond();
  private final String header = header("RS256", "at+jwt", OURS.kid(), "");
  private final String body = body("");

  @Test
  void ourOwnIsRead() {
    TokenOutcome outcome = tokens.read(tokens.issue(ADA, 3, 11));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TokenOutcome.Accepted.class,
            accepted -> {
              assertThat(accepted.claims().userId()).isEqualTo(7);
              assertThat(accepted.claims().sessionId()).isEqualTo(11);
              assertThat(accepted.claims().version()).isEqualTo(3);
            });
  }

  @Test
  void theForgersOwnToolsAreRight() {
    assertThat(accepted(signed(header, body, OURS))).isTrue();
  }

  @Test
  void leewayIsHalfAMinuteBothWays() {
    Secret token = tokens.issue(ADA, 1, 1);
    clock.pass(Duration.ofSeconds(-29));
    assertThat(accepted(token.reveal())).isTrue();
    clock.pass(Duration.ofSeconds(-2));
    assertThat(accepted(token.reveal())).isFalse();
    clock.pass(Duration.ofSeconds(31 + 15 * 60 + 29));
    assertThat(accepted(token.reveal())).isTrue();
    clock.pass(Duration.ofSeconds(2));
    assertThat(accepted(token.reveal())).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> everyForgeryIsRefused() {
    Map<String, String> forged = new LinkedHashMap<>();
    headers(forged);
    algorithms(forged);
    claims(forged);
    forms(forged);
    assertThat(forged).hasSizeGreaterThanOrEqualTo(50);
    return forged.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> assertThat(accepted(each.getValue())).isFalse()));
  }

  private boolean accepted(String token) {
    return tokens.read(Secret.of(token)) instanceof TokenOutcome.Accepted;
  }

  private void headers(Map<String, String> forged) {
    forged.put("key of another", signed(header, body, THEIRS));
    forged.put("kid of another", signed(header("RS256", "at+jwt", THEIRS.kid(), ""), body, THEIRS));
    forged.put("empty kid", signed(header("RS256", "at+jwt", "", ""), body, OURS));
    forged.put("kid a path", signed(header("RS256", "at+jwt", "../../dev/null", ""), body, OURS));
    forged.put("kid SQL", signed(header("RS256", "at+jwt", "' OR 1=1 --", ""), body, OURS));
    forged.put("no kid", signed("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}", body, OURS));
    forged.put(
        "kid a number", signed("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":1}", body, OURS));
    for (String extra :
        new String[] {
          "\"jku\":\"https://evil.example/jwks.json\"",
          "\"x5u\":\"https://evil.example/cert.pem\"",
          "\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}",
          "\"x5c\":[\"MIIB\"]",
          "\"x5t\":\"AAAA\"",
          "\"crit\":[\"exp\"]",
          "\"b64\":false",
          "\"zip\":\"DEF\"",
          "\"cty\":\"JWT\""
        }) {
      forged.put(
          "header with " + extra,
          signed(header("RS256", "at+jwt", OURS.kid(), "," + extra), body, OURS));
    }
    forged.put(
        "jwk of the forger",
        signed(header("RS256", "at+jwt", "mine", ",\"jwk\":" + jwk(THEIRS)), body, THEIRS));
    forged.put("typ JWT", signed(header("RS256", "JWT", OURS.kid(), ""), body, OURS));
    forged.put("typ AT+JWT", signed(header("RS256", "AT+JWT", OURS.kid(), ""), body, OURS));
    forged.put("typ refresh", signed(header("RS256", "rt+jwt", OURS.kid(), ""), body, OURS));
    forged.put(
        "alg twice",
        signed(header("RS256", "at+jwt", OURS.kid(), ",\"alg\":\"none\""), body, OURS));
  }

  private void algorithms(Map<String, String> forged) {
    for (String none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
      String unsigned = text(header(none, "at+jwt", OURS.kid(), "")) + "." + text(body);
      forged.put("alg '" + none + "' unsigned", unsigned + ".");
      forged.put(
          "alg '" + none + "' signed", unsigned + "." + rsa(unsigned, OURS, "SHA256withRSA"));
    }
    forged.put("RS256 without a signature", text(header) + "." + text(body) + ".");
    for (String alg : new String[] {"RS384", "RS512", "PS256", "ES256", "EdDSA", "rs256"}) {
      forged.put(
          "alg " + alg + " with an RS256 signature",
          signed(header(alg, "at+jwt", OURS.kid(), ""), body, OURS));
    }
    String claimed = text(header) + "." + text(body);
    forged.put("SHA-512 inside", claimed + "." + rsa(claimed, OURS, "SHA512withRSA"));
    forged.put("SHA-1 inside", claimed + "." + rsa(claimed, OURS, "SHA1withRSA"));
    String hs = text(header("HS256", "at+jwt", OURS.kid(), "")) + "." + text(body);
    forged.put("HS256 with our public key", hs + "." + hmac(hs, OURS.publicHalf().getEncoded()));
    forged.put("HS256 with nothing", hs + "." + hmac(hs, new byte[1]));
    forged.put("HMAC called RS256", claimed + "." + hmac(claimed, OURS.publicHalf().getEncoded()));
    forged.put("ES256 of a fresh key", es256(header("ES256", "at+jwt", OURS.kid(), "")));
    forged.put("zero signature", claimed + "." + base64(new byte[256]));
  }

  private void claims(Map<String, String> forged) {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("iss", "\"evil\"");
    wrong.put("aud", "\"elsewhere\"");
    wrong.put("sub", "\"0\"");
    wrong.put("exp", Long.toString(now - 31));
    wrong.put("iat", Long.toString(now + 31));
    wrong.put("sid", "\"1\"");
    wrong.put("ver", "-1");
    wrong.forEach(
        (name, value) -> {
          forged.put("wrong " + name, signed(header, with(name, value), OURS));
          forged.put("null " + name, signed(header, with(name, "null"), OURS));
          forged.put("without " + name, signed(header, with(name, null), OURS));
        });
    forged.put("aud a list", signed(header, with("aud", "[\"arrway\",\"x\"]"), OURS));
    forged.put("exp a text", signed(header, with("exp", "\"" + (now + 900) + "\""), OURS));
    forged.put("exp a fraction", signed(header, with("exp", (now + 900) + ".5"), OURS));
    forged.put("exp in 100 years", signed(header, with("exp", "4900000000"), OURS));
    forged.put("exp beyond numbers", signed(header, with("exp", "1e400"), OURS));
    forged.put("longer than ours live", signed(header, with("exp", "" + (now + 901)), OURS));
    forged.put("sub a number", signed(header, with("sub", "7"), OURS));
    forged.put("sub negative", signed(header, with("sub", "\"-7\""), OURS));
    forged.put("sub with a space", signed(header, with("sub", "\" 7\""), OURS));
    forged.put("sub twice", signed(header, body(",\"sub\":\"1\""), OURS));
    forged.put("claims a list", signed(header, "[]", OURS));
    forged.put("claims nested deep", signed(header, "[".repeat(2000), OURS));
    forged.put("claims with a tail", signed(header, body + "{}", OURS));
  }

  private void forms(Map<String, String> forged) {
    String good = signed(header, body, OURS);
    String[] parts = good.split("\\.");
    forged.put("empty", "");
    forged.put("dots", "..");
    forged.put("two parts", parts[0] + "." + parts[1]);
    forged.put("five parts (JWE)", good + ".a.b");
    forged.put("padded", good + "==");
    forged.put("space before", " " + good);
    forged.put("line break after", good + "\n");
    forged.put("plain base64", parts[0] + "." + parts[1] + "." + parts[2].replaceFirst(".", "+"));
    forged.put("signature cut", good.substring(0, good.length() - 4));
    forged.put("second spelling", respelt(good));
    forged.put("other claims", parts[0] + "." + text(with("sub", "\"1\"")) + "." + parts[2]);
    forged.put("too long", signed(header, with("iss", "\"" + "x".repeat(4096) + "\""), OURS));
    forged.put("JSON serialization", "{\"payload\":\"" + parts[1] + "\"}");
  }

  /** The last character's spare bits say nothing; a lax decoder takes both spellings. */
  private static String respelt(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char last = token.charAt(token.length() - 1);
    return token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
  }

  private static String header(String alg, String typ, String kid, String more) {
    return "{\"alg\":\"%s\",\"typ\":\"%s\",\"kid\":\"%s\"%s}".formatted(alg, typ, kid, more);
  }

  private Map<String, String> rightClaims() {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("iss", "\"arrway\"");
    claims.put("aud", "\"arrway\"");
    claims.put("sub", "\"7\"");
    claims.put("sid", "11");
    claims.put("ver", "1");
    claims.put("iat", Long.toString(now));
    claims.put("exp", Long.toString(now + 900));
    return claims;
  }

  private String body(String more) {
    return json(rightClaims(), more);
  }

  private String with(String name, String value) {
    Map<String, String> claims = rightClaims();
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return json(claims, "");
  }

  private static String json(Map<String, String> claims, String more) {
    StringBuilder out = new StringBuilder("{");
    claims.forEach(
        (n, v) -> out.append(out.length() > 1 ? "," : "").append("\"" + n + "\":").append(v));
    return out.append(more).append("}").toString();
  }

  private static String signed(String header, String body, SigningKey key) {
    String claimed = text(header) + "." + text(body);
    return claimed + "." + rsa(claimed, key, "SHA256withRSA");
  }

  private static String text(String json) {
    return base64(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String jwk(SigningKey key) {
    Jwks.Key shown = KeyRing.of(key).jwks().keys().get(0);
    return "{\"kty\":\"RSA\",\"n\":\"" + shown.n() + "\",\"e\":\"" + shown.e() + "\"}";
  }

  private static String rsa(String text, SigningKey key, String algorithm) {
    return sign(text, key.secretHalf(), algorithm);
  }

  private static String sign(String text, PrivateKey key, String algorithm) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String es256(String ecHeader) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      String claimed = text(ecHeader) + "." + text(body);
      PrivateKey key = generator.generateKeyPair().getPrivate();
      return claimed + "." + sign(claimed, key, "SHA256withECDSAinP1363Format");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String text, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

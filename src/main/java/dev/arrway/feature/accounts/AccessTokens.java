package dev.arrway.feature.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads access tokens: JWTs in the profile of RFC 9068, signed with RS256 and nothing
 * else. The header may hold {@code alg}, {@code typ} and {@code kid} only, so that no token can
 * bring or point to a key of its own (RFC 8725, 3).
 */
final class AccessTokens {
  /** The reason to refuse a token that is ours but too old, or of the future. */
  static final String TIME = "time";

  private static final String TYPE = "at+jwt";
  private static final String JAVA_ALGORITHM = "SHA256withRSA";
  private static final int LONGEST = 4096;
  private static final int LONGEST_KID = 64;
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Supplier<KeyRing> keys;
  private final IdentitySettings settings;
  private final Clock clock;

  AccessTokens(Supplier<KeyRing> keys, IdentitySettings settings, Clock clock) {
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  /** A token for a session, from now on. */
  Secret issue(User user, int version, long sessionId) {
    SigningKey key = keys.get().signing();
    long now = clock.instant().getEpochSecond();
    ObjectNode header =
        JSON.createObjectNode()
            .put("alg", SigningKey.ALGORITHM)
            .put("typ", TYPE)
            .put("kid", key.kid());
    ObjectNode claims =
        JSON.createObjectNode()
            .put("iss", settings.issuer())
            .put("aud", settings.audience())
            .put("sub", Long.toString(user.id()))
            .put("sid", sessionId)
            .put("ver", version)
            .put("role", user.role().wireName())
            .put("iat", now)
            .put("exp", now + settings.accessLife().toSeconds())
            .put("jti", RandomText.of(16));
    String signed = encode(header) + "." + encode(claims);
    return Secret.of(signed + "." + base64(sign(key, signed)));
  }

  /** Whether a token is to be believed. */
  TokenOutcome read(Secret token) {
    try {
      return readOrThrow(token.reveal());
    } catch (NotOurs e) {
      return new TokenOutcome.Refused(e.reason);
    }
  }

  private TokenOutcome readOrThrow(String token) throws NotOurs {
    String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
    demand(parts.length == 3, "form");
    JsonNode header = object(parts[0]);
    Set<String> names = new HashSet<>();
    header.fieldNames().forEachRemaining(names::add);
    demand(names.equals(HEADER), "header");
    demand(SigningKey.ALGORITHM.equals(header.path("alg").textValue()), "alg");
    demand(TYPE.equals(header.path("typ").textValue()), "typ");
    String kid = header.path("kid").textValue();
    demand(kid != null && kid.length() <= LONGEST_KID, "kid");
    RSAPublicKey key = keys.get().verifying().get(kid);
    if (key == null) {
      return new TokenOutcome.UnknownKey();
    }
    demand(verify(key, parts[0] + "." + parts[1], bytes(parts[2])), "signature");
    return new TokenOutcome.Accepted(claims(object(parts[1])));
  }

  private AccessClaims claims(JsonNode claims) throws NotOurs {
    demand(settings.issuer().equals(claims.path("iss").textValue()), "iss");
    demand(settings.audience().equals(claims.path("aud").textValue()), "aud");
    long iat = number(claims, "iat");
    long exp = number(claims, "exp");
    demand(exp > iat && exp - iat <= settings.accessLife().toSeconds(), "life");
    AccessClaims read =
        new AccessClaims(
            subject(claims.path("sub").textValue()),
            number(claims, "sid"),
            (int) Math.min(number(claims, "ver"), Integer.MAX_VALUE),
            Instant.ofEpochSecond(iat),
            Instant.ofEpochSecond(exp));
    demand(isTime(read), TIME);
    return read;
  }

  /** Returns from when a token is no longer accepted, by the time of day. */
  Instant acceptedUntil(AccessClaims claims) {
    return claims.expiresAt().plus(settings.leeway());
  }

  /** Whether a token that was believed once still is. */
  boolean isTime(AccessClaims claims) {
    Instant now = clock.instant();
    Duration leeway = settings.leeway();
    return now.isBefore(acceptedUntil(claims)) && !now.plus(leeway).isBefore(claims.issuedAt());
  }

  private static long subject(@Nullable String text) throws NotOurs {
    demand(text != null && text.matches("[1-9][0-9]{0,17}"), "sub");
    return Long.parseLong(text == null ? "" : text);
  }

  /** A positive whole number of a size that dates have. */
  private static long number(JsonNode claims, String name) throws NotOurs {
    JsonNode value = claims.path(name);
    demand(value.isIntegralNumber() && value.canConvertToLong(), name);
    demand(value.longValue() > 0 && value.longValue() < 1L << 53, name);
    return value.longValue();
  }

  private static JsonNode object(String part) throws NotOurs {
    try {
      JsonNode node = JSON.readTree(bytes(part));
      demand(node != null && node.isObject(), "json");
      return node;
    } catch (java.io.IOException e) {
      throw new NotOurs("json");
    }
  }

  /** Base64url in its one canonical form: a token has no second spelling. */
  private static byte[] bytes(String part) throws NotOurs {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      demand(!part.isEmpty() && base64(bytes).equals(part), "base64url");
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new NotOurs("base64url");
    }
  }

  private static String encode(ObjectNode node) {
    try {
      return base64(JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sign(SigningKey key, String text) {
    try {
      Signature signature = Signature.getInstance(JAVA_ALGORITHM);
      signature.initSign(key.secretHalf());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("tokens cannot be signed", e);
    }
  }

  private static boolean verify(RSAPublicKey key, String text, byte[] given) {
    try {
      Signature signature = Signature.getInstance(JAVA_ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.verify(given);
    } catch (GeneralSecurityException e) {
      return false; // a signature of another length, for one
    }
  }

  private static void demand(boolean holds, String otherwise) throws NotOurs {
    if (!holds) {
      throw new NotOurs(otherwise);
    }
  }

  /** Ends the reading of a token; made without a stack trace, since forgeries come in numbers. */
  private static final class NotOurs extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NotOurs(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}

package dev.arrway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of one operation over any transport; its parameters and body have been validated against
 * the contract.
 *
 * @param operationId the operation's name in the contract
 * @param caller who calls, or null for one of the public operations
 * @param address where the call came from
 * @param traceId joins the log lines of this call
 * @param parameters path, query and header parameters by name: {@link String}, {@link Long}, {@link
 *     Boolean} or lists of them
 * @param body the body; an empty object when there is none
 */
public record Call(
    String operationId,
    @Nullable Caller caller,
    String address,
    String traceId,
    Map<String, Object> parameters,
    ObjectNode body) {
  /**
   * The parameter that holds the client's {@code User-Agent}; absent where the transport does not
   * know it.
   */
  public static final String USER_AGENT = "user-agent";

  public Call {
    parameters = Map.copyOf(parameters);
  }

  /**
   * The one who calls; throws {@code unauthenticated} when nobody is known, which only a public
   * operation can see.
   */
  public Caller user() {
    if (caller == null) {
      throw FailureException.of(FailureCode.UNAUTHENTICATED, "This needs credentials.");
    }
    return caller;
  }

  /** A whole-number parameter that the contract requires. */
  public long id(String name) {
    return optionalLong(name).orElseThrow(() -> Failure.invalid(name, "is required").asException());
  }

  /** A whole-number parameter. */
  public Optional<Long> optionalLong(String name) {
    return Optional.ofNullable(parameters.get(name)).map(value -> ((Number) value).longValue());
  }

  /** A text parameter. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).map(Object::toString);
  }

  /** A parameter that holds a list of texts; empty when it is not given. */
  public List<String> texts(String name) {
    return parameters.get(name) instanceof Iterable<?> values
        ? java.util.stream.StreamSupport.stream(values.spliterator(), false)
            .map(Object::toString)
            .toList()
        : List.of();
  }

  /** A true-or-false parameter. */
  public Optional<Boolean> flag(String name) {
    return Optional.ofNullable(parameters.get(name)).map(Boolean.class::cast);
  }

  /** A point in time; the contract has checked its form. */
  public Optional<Instant> instant(String name) {
    return text(name).map(value -> java.time.OffsetDateTime.parse(value).toInstant());
  }

  /** The page's size: 1 to 500, 50 unless asked for. */
  public int limit() {
    return optionalLong("limit").orElse(50L).intValue();
  }

  /** Where the page begins: 0 unless asked for. */
  public int offset() {
    return optionalLong("offset").orElse(0L).intValue();
  }

  /** The body as a record. */
  public <T> T body(Class<T> type) {
    try {
      return ApiJson.mapper().treeToValue(body, type);
    } catch (JsonProcessingException e) {
      throw new FailureException(
          Failure.of(FailureCode.MALFORMED_REQUEST, "The body cannot be read."), e);
    }
  }
}

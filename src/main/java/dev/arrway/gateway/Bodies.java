package dev.arrway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.Failure;
import java.util.Optional;

/** Fields of bodies that the contract has checked, read one by one so that secrets stay secret. */
public final class Bodies {
  private Bodies() {}

  public static String text(Call call, String field) {
    return optionalText(call, field)
        .orElseThrow(() -> Failure.invalid(field, "is required").asException());
  }

  public static Optional<String> optionalText(Call call, String field) {
    JsonNode value = call.body().path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  public static Optional<Boolean> optionalFlag(Call call, String field) {
    JsonNode value = call.body().path(field);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  public static Secret secret(Call call, String field) {
    return Secret.of(text(call, field));
  }

  /**
   * Returns the client's address and user agent; the contract has no user agent parameter, but
   * transports may pass it on.
   */
  public static Client client(Call call) {
    return new Client(call.address(), call.text(Call.USER_AGENT).orElse(null));
  }
}

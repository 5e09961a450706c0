package dev.arrway.feature.webhooks;

import dev.arrway.protocol.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How news of an instance arrives.
 *
 * @param mode {@code webhook}, {@code polling} or {@code off}
 * @param url what the instance calls, without its secret; null when there is no registration
 * @param triggers the occasions, in the instance's own words
 * @param lastReceivedAt when the last message came
 * @param lastPolledAt when its history was last read
 * @param lastError why the last registration was refused, null when it was not
 * @param errors the fields at fault then
 * @param counts messages by the type that they named
 */
public record WebhookState(
    long instanceId,
    boolean registered,
    String mode,
    @Nullable String url,
    List<String> triggers,
    @Nullable Instant registeredAt,
    @Nullable Instant lastReceivedAt,
    @Nullable Instant lastPolledAt,
    @Nullable String lastError,
    List<FieldError> errors,
    List<Count> counts) {
  public WebhookState {
    triggers = List.copyOf(triggers);
    errors = List.copyOf(errors);
    counts = List.copyOf(counts);
  }

  /**
   * Messages of one type.
   *
   * @param duplicates those of them that told what was known
   */
  public record Count(String type, long received, long duplicates) {}
}

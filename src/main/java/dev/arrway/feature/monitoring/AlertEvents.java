package dev.arrway.feature.monitoring;

import dev.arrway.platform.event.EventDraft;
import java.util.HashMap;
import java.util.Map;

/** What is told of alerts. */
final class AlertEvents {
  private AlertEvents() {}

  static EventDraft opened(long ownerId, Alert alert) {
    return new EventDraft(ownerId, alert.instanceId(), "alert.opened", data(alert));
  }

  static EventDraft closed(long ownerId, Alert alert) {
    return new EventDraft(ownerId, alert.instanceId(), "alert.closed", data(alert));
  }

  private static Map<String, Object> data(Alert alert) {
    Map<String, Object> data = new HashMap<>();
    data.put("alert_id", alert.id());
    data.put("type", alert.type().wireName());
    data.put("severity", alert.severity().wireName());
    data.put("message", alert.message());
    data.put("subject", alert.subject());
    data.put("value", alert.value());
    data.put("threshold", alert.threshold());
    data.put("opened_at", alert.openedAt());
    data.put("closed_at", alert.closedAt());
    return data;
  }
}

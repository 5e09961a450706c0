package dev.arrway.feature.subscriptions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.feature.subscriptions.EventText.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events as the receivers of each format want them, within the receivers' limits. */
final class Payloads {
  private static final ObjectMapper JSON = new ObjectMapper();

  // https://discord.com/developers/docs/resources/message#embed-object-embed-limits
  private static final int DISCORD_TITLE = 256;
  private static final int DISCORD_FIELDS = 25;
  private static final int DISCORD_NAME = 256;
  private static final int DISCORD_VALUE = 1024;
  private static final int DISCORD_TOTAL = 6000;
  // https://docs.slack.dev/reference/block-kit/blocks
  private static final int SLACK_HEADER = 150;
  private static final int SLACK_FIELDS = 10;
  private static final int SLACK_FIELD = 2000;
  private static final int SLACK_TEXT = 4000;
  // https://docs.ntfy.sh/publish/#limitations
  private static final int NTFY_MESSAGE_BYTES = 4096;
  private static final int NTFY_TITLE = 250;
  // Neither says one; these are far above what a notification shows.
  private static final int GOTIFY_MESSAGE = 8000;
  private static final int APPRISE_BODY = 8000;
  private static final int TITLE = 250;

  private Payloads() {}

  /**
   * What is sent.
   *
   * @param event the event in its JSON form, the same as in event streams
   */
  static byte[] of(SubscriptionFormat format, TargetUrl target, String event) {
    if (format == SubscriptionFormat.RAW) {
      return event.getBytes(StandardCharsets.UTF_8);
    }
    EventText text = EventText.of(read(event));
    ObjectNode body =
        switch (format) {
          case DISCORD -> discord(text);
          case SLACK -> slack(text);
          case NTFY -> ntfy(text, target.topic());
          case GOTIFY -> gotify(text);
          case APPRISE -> apprise(text);
          case RAW -> throw new IllegalStateException("said above");
        };
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode discord(EventText text) {
    ObjectNode body = JSON.createObjectNode().put("username", "Arrway");
    // A title with @everyone in it calls nobody.
    body.putObject("allowed_mentions").putArray("parse");
    ObjectNode embed = body.putArray("embeds").addObject();
    String title = Cut.units(text.title(), DISCORD_TITLE);
    embed.put("title", title);
    embed.put("color", color(text.mood()));
    if (!text.occurredAt().isEmpty()) {
      embed.put("timestamp", text.occurredAt());
    }
    embed.putObject("footer").put("text", text.type());
    int left = DISCORD_TOTAL - title.length() - text.type().length();
    ArrayNode fields = embed.putArray("fields");
    for (Line line : text.lines()) {
      String name = Cut.units(line.name(), DISCORD_NAME);
      String value = Cut.units(plain(line.value()), DISCORD_VALUE);
      left -= name.length() + value.length();
      if (left < 0 || fields.size() == DISCORD_FIELDS) {
        break;
      }
      fields.addObject().put("name", name).put("value", value).put("inline", value.length() <= 40);
    }
    return body;
  }

  /** Names of films hold stars and brackets, which are no formatting. */
  private static String plain(String text) {
    return text.replaceAll("([\\\\*_~`|>\\[\\]#<])", "\\\\$1");
  }

  private static int color(EventText.Mood mood) {
    return switch (mood) {
      case GOOD -> 0x2E9E5B;
      case NEUTRAL -> 0x3B82C4;
      case WORRYING -> 0xD9A21B;
      case BAD -> 0xC4423B;
    };
  }

  private static ObjectNode slack(EventText text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("text", Cut.units(escaped(text.title() + "\n" + text.text()), SLACK_TEXT));
    ArrayNode blocks = body.putArray("blocks");
    ObjectNode header = blocks.addObject().put("type", "header");
    plainText(header.putObject("text"), Cut.units(text.title(), SLACK_HEADER));
    List<Line> lines = text.lines();
    if (!lines.isEmpty()) {
      ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
      for (Line line : lines.subList(0, Math.min(SLACK_FIELDS, lines.size()))) {
        plainText(fields.addObject(), Cut.units(line.name() + ": " + line.value(), SLACK_FIELD));
      }
    }
    ArrayNode context = blocks.addObject().put("type", "context").putArray("elements");
    plainText(context.addObject(), (text.type() + " " + text.occurredAt()).strip());
    return body;
  }

  private static void plainText(ObjectNode into, String text) {
    into.put("type", "plain_text").put("text", text).put("emoji", false);
  }

  /** https://docs.slack.dev/messaging/formatting-message-text/#escaping */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static ObjectNode ntfy(EventText text, String topic) {
    ObjectNode body = JSON.createObjectNode().put("topic", topic);
    body.put("title", Cut.units(text.title(), NTFY_TITLE));
    body.put("message", Cut.bytes(text.text(), NTFY_MESSAGE_BYTES));
    body.put("priority", text.mood() == EventText.Mood.BAD ? 4 : 3);
    body.putArray("tags")
        .add(
            switch (text.mood()) {
              case GOOD -> "white_check_mark";
              case NEUTRAL -> "information_source";
              case WORRYING -> "warning";
              case BAD -> "rotating_light";
            })
        .add(text.type());
    return body;
  }

  private static ObjectNode gotify(EventText text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("title", Cut.units(text.title(), TITLE));
    body.put("message", Cut.units(text.text(), GOTIFY_MESSAGE));
    body.put("priority", text.mood() == EventText.Mood.BAD ? 8 : 4);
    body.putObject("extras").putObject("client::display").put("contentType", "text/plain");
    return body;
  }

  private static ObjectNode apprise(EventText text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("title", Cut.units(text.title(), TITLE));
    body.put("body", Cut.units(text.text(), APPRISE_BODY));
    body.put(
        "type",
        switch (text.mood()) {
          case GOOD -> "success";
          case NEUTRAL -> "info";
          case WORRYING -> "warning";
          case BAD -> "failure";
        });
    return body.put("format", "text");
  }

  private static JsonNode read(String event) {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be read", e);
    }
  }
}

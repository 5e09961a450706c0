package dev.arrway.platform.bus;

import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import java.nio.charset.StandardCharsets;

/**
 * Converts messages to and from the JSON text in which they are stored; it is the same as on the
 * event bus.
 */
public final class StoredMessages {
  private final MessageRegistry messages;
  private final WireFormat format;

  /** Creates a converter of these messages. */
  public StoredMessages(MessageRegistry messages) {
    this.messages = messages;
    this.format = new WireFormat(messages);
  }

  /** Returns the name of a command's operation, such as {@code add_title}. */
  public String operation(Command<?> command) {
    return messages.operation(command);
  }

  /** A command or a reply as text; a command's envelope is not kept. */
  public String text(Object message) {
    return new String(format.encode(message), StandardCharsets.UTF_8);
  }

  /** A command again; throws {@code IllegalArgumentException} when the text is none. */
  public Command<?> command(String text) {
    return read(Command.class, text);
  }

  /** A reply again; throws {@code IllegalArgumentException} when the text is none. */
  public Reply reply(String text) {
    return read(Reply.class, text);
  }

  private <T> T read(Class<T> type, String text) {
    Object message = format.decode(text.getBytes(StandardCharsets.UTF_8));
    if (!type.isInstance(message)) {
      throw new IllegalArgumentException("this is no " + type.getSimpleName());
    }
    return type.cast(message);
  }
}

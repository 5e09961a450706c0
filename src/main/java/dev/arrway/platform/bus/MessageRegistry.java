package dev.arrway.platform.bus;

import dev.arrway.protocol.Address;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.MessageFamily;
import dev.arrway.protocol.MessageType;
import dev.arrway.protocol.Notice;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Every message that can travel or be stored, by name and by class. */
public final class MessageRegistry {
  private final Map<String, MessageType> byName = new HashMap<>();
  private final Map<Class<?>, MessageType> byClass = new HashMap<>();

  private MessageRegistry() {}

  /**
   * Returns a registry of these families.
   *
   * @throws IllegalStateException when two messages share a name, or a message has two names
   */
  public static MessageRegistry of(Collection<MessageFamily> families) {
    MessageRegistry registry = new MessageRegistry();
    families.forEach(family -> family.types().forEach(registry::add));
    return registry;
  }

  private void add(MessageType message) {
    if (byName.put(message.name(), message) != null) {
      throw new IllegalStateException("two messages are called " + message.name());
    }
    MessageType other = byClass.put(message.type(), message);
    if (other != null) {
      throw new IllegalStateException(
          "a message is called both " + other.name() + " and " + message.name());
    }
  }

  /** Returns the name of a command's operation, such as {@code get_queue}. */
  public String operation(Command<?> command) {
    return Objects.requireNonNull(message(command.getClass()).label(), "operation");
  }

  /** Returns the address on which notices of a type are published. */
  Address topic(Class<? extends Notice> type) {
    return new Address("notice." + message(type).label());
  }

  /** Returns a class's name; throws {@code IllegalArgumentException} for an unregistered class. */
  String name(Class<?> type) {
    return message(type).name();
  }

  /** Returns the class of a name; throws {@code IllegalArgumentException} for an unknown name. */
  Class<?> type(String name) {
    MessageType message = byName.get(name);
    if (message == null) {
      throw new IllegalArgumentException("unknown message type " + name);
    }
    return message.type();
  }

  /** Returns every message's class by its name. */
  Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new HashMap<>();
    byName.forEach((name, message) -> types.put(name, message.type()));
    return Map.copyOf(types);
  }

  private MessageType message(Class<?> type) {
    MessageType message = byClass.get(type);
    if (message == null) {
      throw new IllegalArgumentException(type.getName() + " is not a registered message");
    }
    return message;
  }
}

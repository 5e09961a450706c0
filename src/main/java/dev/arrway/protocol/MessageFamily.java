package dev.arrway.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages of one kind of upstream or of one feature.
 *
 * @param types every message, in the order in which they were declared
 */
public record MessageFamily(List<MessageType> types) {
  public MessageFamily {
    types = List.copyOf(types);
  }

  /** Returns a builder of a family without messages. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder of a family. */
  public static final class Builder {
    private final List<MessageType> types = new ArrayList<>();

    private Builder() {}

    /** Adds a command under its name on the wire and the name of its operation. */
    public Builder command(String name, String operation, Class<? extends Command<?>> type) {
      types.add(new MessageType(type, name, operation));
      return this;
    }

    /** Adds a reply under its name on the wire. */
    public Builder reply(String name, Class<? extends Reply> type) {
      types.add(new MessageType(type, name, null));
      return this;
    }

    /** Adds a notice under its name on the wire and the topic on which it is published. */
    public Builder notice(String name, String topic, Class<? extends Notice> type) {
      types.add(new MessageType(type, name, topic));
      return this;
    }

    /**
     * Returns the family.
     *
     * @param roots sealed interfaces, each of whose records must have been added
     * @throws IllegalStateException when one of the records has no name
     */
    public MessageFamily covering(Class<?>... roots) {
      Set<Class<?>> named = types.stream().map(MessageType::type).collect(Collectors.toSet());
      Arrays.stream(roots)
          .flatMap(MessageFamily::records)
          .filter(type -> !named.contains(type))
          .findFirst()
          .ifPresent(
              type -> {
                throw new IllegalStateException("the message " + type.getName() + " has no name");
              });
      return new MessageFamily(types);
    }
  }

  /** Returns the records below a sealed interface; a class that is not sealed stands for itself. */
  public static Stream<Class<?>> records(Class<?> root) {
    return root.isSealed()
        ? Arrays.stream(root.getPermittedSubclasses()).flatMap(MessageFamily::records)
        : Stream.of(root);
  }
}

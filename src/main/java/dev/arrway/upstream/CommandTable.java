package dev.arrway.upstream;

import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is done for each command of one sealed family. It cannot be built with a command missing.
 *
 * @param <C> what does it
 */
final class CommandTable<C> {
  private final Map<Class<?>, Entry<C>> entries;

  private CommandTable(Map<Class<?>, Entry<C>> entries) {
    this.entries = entries;
  }

  boolean knows(Command<?> command) {
    return entries.containsKey(command.getClass());
  }

  Future<? extends Reply> apply(C client, Command<?> command, Ask ask) {
    Entry<C> entry = entries.get(command.getClass());
    if (entry == null) {
      throw new IllegalArgumentException("no entry for " + command.operation());
    }
    return entry.apply(client, command, ask);
  }

  /** Does one kind of command. */
  interface Handler<C, M extends Command<R>, R extends Reply> {
    Future<R> handle(C client, M command, Ask ask);
  }

  private interface Entry<C> {
    Future<? extends Reply> apply(C client, Command<?> command, Ask ask);
  }

  /** Collects entries. */
  static final class Builder<C> {
    private final Map<Class<?>, Entry<C>> entries = new HashMap<>();

    <M extends Command<R>, R extends Reply> Builder<C> on(Class<M> type, Handler<C, M, R> handler) {
      entries.put(type, (client, command, ask) -> handler.handle(client, type.cast(command), ask));
      return this;
    }

    /** The table, when it has an entry for every command of the family. */
    CommandTable<C> covering(Class<?> family) {
      leaves(family)
          .filter(command -> !entries.containsKey(command))
          .findFirst()
          .ifPresent(
              missing -> {
                throw new IllegalStateException("nothing is done for " + missing.getSimpleName());
              });
      return new CommandTable<>(Map.copyOf(entries));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
      return type.isSealed()
          ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Builder::leaves)
          : Stream.of(type);
    }
  }
}

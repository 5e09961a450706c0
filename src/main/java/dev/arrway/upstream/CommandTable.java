package dev.arrway.upstream;

import dev.arrway.protocol.Command;
import dev.arrway.protocol.MessageFamily;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The handler of each command that the upstreams of one or several kinds take. */
public final class CommandTable {
  private final Map<Class<?>, Entry<?>> entries;
  private final Set<Class<?>> storagePorts;

  private CommandTable(Map<Class<?>, Entry<?>> entries, Set<Class<?>> storagePorts) {
    this.entries = Map.copyOf(entries);
    this.storagePorts = Set.copyOf(storagePorts);
  }

  /**
   * Returns a builder of the table of one kind.
   *
   * @param client the port that clients of the kind implement
   */
  public static <C> Builder<C> of(Class<C> client) {
    return new Builder<>(client);
  }

  /**
   * Returns the entries of several tables as one.
   *
   * @throws IllegalStateException when two tables have an entry for the same command
   */
  static CommandTable merged(Collection<CommandTable> tables) {
    Map<Class<?>, Entry<?>> entries = new HashMap<>();
    Set<Class<?>> storagePorts = new HashSet<>();
    for (CommandTable table : tables) {
      table.entries.forEach(
          (command, entry) -> {
            if (entries.put(command, entry) != null) {
              throw new IllegalStateException(command.getName() + " has two handlers");
            }
          });
      storagePorts.addAll(table.storagePorts);
    }
    return new CommandTable(entries, storagePorts);
  }

  /** Returns the ports that handlers of this table need to store or find something. */
  Set<Class<?>> storagePorts() {
    return storagePorts;
  }

  /** Returns whether the table has a handler for a command. */
  boolean has(Command<?> command) {
    return entries.containsKey(command.getClass());
  }

  /** Returns whether equal commands that arrive while one runs share its outcome. */
  boolean isCoalesced(Command<?> command) {
    return has(command) && entry(command).coalesced();
  }

  /** Returns whether a command is answered at once, however busy the actor is. */
  boolean bypassesMailbox(Command<?> command) {
    return has(command) && entry(command).bypassesMailbox();
  }

  /**
   * Returns whether a client implements the port of every kind in this table; a descriptor whose
   * client does not is wrong.
   */
  boolean accepts(UpstreamClient client) {
    return entries.values().stream().allMatch(entry -> entry.client().isInstance(client));
  }

  /** Has a client carry out a command. */
  Future<? extends Reply> apply(UpstreamClient client, Command<?> command, CommandCall call) {
    return entry(command).apply(client, command, call);
  }

  private Entry<?> entry(Command<?> command) {
    Entry<?> entry = entries.get(command.getClass());
    if (entry == null) {
      throw new IllegalArgumentException("no handler for " + command.getClass().getName());
    }
    return entry;
  }

  /** A handler of one type of command that needs the client alone. */
  @FunctionalInterface
  public interface Handler<C, M extends Command<R>, R extends Reply> {
    /** Returns what the client replies. */
    Future<R> handle(C client, M command, Ask ask);
  }

  /** A handler of one type of command that needs the whole call. */
  @FunctionalInterface
  public interface CallHandler<C, M extends Command<R>, R extends Reply> {
    /** Returns what the client replies. */
    Future<R> handle(C client, M command, CommandCall call);
  }

  @FunctionalInterface
  private interface ErasedHandler<C> {
    Future<? extends Reply> handle(C client, Command<?> command, CommandCall call);
  }

  private record Entry<C>(
      Class<C> client, ErasedHandler<C> handler, boolean coalesced, boolean bypassesMailbox) {
    Future<? extends Reply> apply(UpstreamClient any, Command<?> command, CommandCall call) {
      return handler.handle(client.cast(any), command, call);
    }

    Entry<C> asCoalesced() {
      return new Entry<>(client, handler, true, bypassesMailbox);
    }

    Entry<C> asBypassing() {
      return new Entry<>(client, handler, coalesced, true);
    }
  }

  /**
   * A builder of the table of one kind.
   *
   * @param <C> the port that clients of the kind implement
   */
  public static final class Builder<C> {
    private final Class<C> client;
    private final Map<Class<?>, Entry<C>> entries = new HashMap<>();
    private final Set<Class<?>> storagePorts = new HashSet<>();

    private Builder(Class<C> client) {
      this.client = client;
    }

    /** Adds a handler that needs nothing but the client. */
    public <M extends Command<R>, R extends Reply> Builder<C> on(
        Class<M> type, Handler<C, M, R> handler) {
      return onCall(type, (port, command, call) -> handler.handle(port, command, call.ask()));
    }

    /** Adds a handler that needs the instance, a storage port, or the actor's vital signs. */
    public <M extends Command<R>, R extends Reply> Builder<C> onCall(
        Class<M> type, CallHandler<C, M, R> handler) {
      Entry<C> entry =
          new Entry<>(
              client,
              (port, command, call) -> handler.handle(port, type.cast(command), call),
              false,
              false);
      if (entries.put(type, entry) != null) {
        throw new IllegalStateException(type.getName() + " has two handlers");
      }
      return this;
    }

    /** Lets equal commands that arrive while one runs share its outcome. */
    public Builder<C> coalesced(Class<? extends Command<?>> type) {
      entries.put(type, declared(type).asCoalesced());
      return this;
    }

    /** Has a command answered at once, however busy the actor is. */
    public Builder<C> bypassingMailbox(Class<? extends Command<?>> type) {
      entries.put(type, declared(type).asBypassing());
      return this;
    }

    private Entry<C> declared(Class<?> type) {
      Entry<C> entry = entries.get(type);
      if (entry == null) {
        throw new IllegalStateException(type.getName() + " has no handler to flag");
      }
      return entry;
    }

    /** Says that a handler needs a storage port; without it the gateway does not start. */
    public Builder<C> needing(Class<?> storagePort) {
      storagePorts.add(storagePort);
      return this;
    }

    /**
     * Returns the table.
     *
     * @param family the sealed interface of the kind's commands
     * @throws IllegalStateException when a command of the family has no handler
     */
    public CommandTable covering(Class<?> family) {
      MessageFamily.records(family)
          .filter(command -> !entries.containsKey(command))
          .findFirst()
          .ifPresent(
              command -> {
                throw new IllegalStateException(command.getName() + " has no handler");
              });
      return new CommandTable(Map.copyOf(entries), storagePorts);
    }
  }
}

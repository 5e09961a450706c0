package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Commands with the life the servers give them: queued, started, completed, gone from the list five
 * minutes later. Where one stands is worked out from the clock when somebody asks.
 */
public final class Commands {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Map<Integer, Command> commands = new TreeMap<>();
  private final Duration time;
  private BiConsumer<String, JsonObject> effect = (name, body) -> {};
  private int lastId;

  Commands(Duration time) {
    this.time = time;
  }

  private record Command(int id, String name, JsonObject body, Instant queued, boolean cancelled) {
    Command cancel() {
      return new Command(id, name, body, queued, true);
    }
  }

  /** What commands do besides being listed; called with a name and a body when one is queued. */
  public synchronized void onStart(BiConsumer<String, JsonObject> newEffect) {
    effect = newEffect;
  }

  /** Queues a command as the server itself does after other requests. */
  public void start(String name, JsonObject body) {
    var ignored = add(name, body);
  }

  JsonObject add(String name, JsonObject body) {
    var command = queue(name, body);
    effectOf().accept(name, body);
    return json(command);
  }

  private synchronized Command queue(String name, JsonObject body) {
    lastId++;
    var command = new Command(lastId, name, body, Instant.now(), false);
    commands.put(lastId, command);
    return command;
  }

  private synchronized BiConsumer<String, JsonObject> effectOf() {
    return effect;
  }

  /** Forgets a command, as a server does a day after its end. */
  public synchronized void forget(int id) {
    commands.remove(id);
  }

  synchronized Stream<JsonObject> list() {
    var now = Instant.now();
    commands.values().removeIf(one -> ended(one).plus(KEPT).isBefore(now));
    return commands.values().stream().map(this::json).toList().stream();
  }

  synchronized Optional<JsonObject> get(int id) {
    return Optional.ofNullable(commands.get(id)).map(this::json);
  }

  synchronized boolean cancel(int id) {
    return commands.computeIfPresent(id, (key, one) -> one.cancel()) != null;
  }

  /** How many were sent under this name. */
  public synchronized long count(String name) {
    return commands.values().stream().filter(one -> one.name().equals(name)).count();
  }

  private Instant started(Command command) {
    return command.queued().plus(time.dividedBy(5));
  }

  private Instant ended(Command command) {
    return started(command).plus(time);
  }

  private JsonObject json(Command command) {
    var now = Instant.now();
    var running = !started(command).isAfter(now);
    var done = !ended(command).isAfter(now);
    var status = done ? "completed" : running ? "started" : "queued";
    return Wire.object(
        "name",
        command.name(),
        "commandName",
        words(command.name()),
        "message",
        done ? "Completed" : null,
        "body",
        body(command),
        "priority",
        "normal",
        "status",
        command.cancelled() ? "cancelled" : status,
        "result",
        done ? "successful" : "unknown",
        "queued",
        command.queued(),
        "started",
        running ? started(command) : null,
        "ended",
        done ? ended(command) : null,
        "duration",
        done ? Wire.span(time) : null,
        "trigger",
        "manual",
        "stateChangeTime",
        done ? ended(command) : running ? started(command) : command.queued(),
        "sendUpdatesToClient",
        true,
        "updateScheduledTask",
        true,
        "lastExecutionTime",
        null,
        "id",
        command.id());
  }

  private static JsonObject body(Command command) {
    return command
        .body()
        .copy()
        .mergeIn(
            Wire.object(
                "sendUpdatesToClient", true,
                "updateScheduledTask", true,
                "completionMessage", "Completed",
                "requiresDiskAccess", false,
                "isExclusive", false,
                "isLongRunning", false,
                "name", command.name(),
                "trigger", "manual",
                "suppressMessages", false));
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }
}

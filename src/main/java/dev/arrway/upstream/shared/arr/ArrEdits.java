package dev.arrway.upstream.shared.arr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireJson;
import dev.arrway.platform.http.WireRow;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The changes that both arrs take alike. */
public final class ArrEdits {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Clocks of two hosts differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** What tells two objects of a kind apart, besides their ids. */
  static final List<String> KEYS = List.of("name", "label", "path", "tmdbId", "tvdbId");

  private final ArrApi api;
  private final String exclusions;

  /**
   * With the way to the server.
   *
   * @param exclusions the path of what lists must not add
   */
  public ArrEdits(ArrApi api, String exclusions) {
    this.api = api;
    this.exclusions = exclusions;
  }

  /**
   * Sends a change.
   *
   * @return fails with {@code upstream_rejected} and the fields at fault when the server names them
   */
  public Future<HttpAnswer> send(CallBuilder call) {
    return api.send(call.accept(400))
        .compose(
            answer ->
                answer.ok()
                    ? Future.succeededFuture(answer)
                    : Future.failedFuture(ArrRefusal.of(answer)));
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#search}. */
  public Future<CommandState> search(ArrCommand.StartSearch change, Ask ask) {
    Map<String, Object> body = body(change.target());
    Future<Optional<CommandState>> already =
        change.unsure()
            ? running(body, change.askedAt().minus(SKEW), ask)
            : Future.succeededFuture(Optional.empty());
    return already.compose(
        found -> found.map(Future::succeededFuture).orElseGet(() -> start(body, ask)));
  }

  private Future<CommandState> start(Map<String, Object> body, Ask ask) {
    return send(api.post("command.start", "/command", ask).body(HttpBody.json(body)))
        .map(answer -> state(WireJson.read(answer, ArrWire.Command.class)));
  }

  private Future<Optional<CommandState>> running(Map<String, Object> body, Instant since, Ask ask) {
    JsonNode wanted = JSON.valueToTree(body);
    return api.list(
            api.get("command.list", "/command", ask), ArrWire.Command.class, command -> command)
        .map(
            commands ->
                commands.stream()
                    .filter(command -> same(wanted, command))
                    .map(ArrEdits::state)
                    .filter(
                        state -> {
                          Instant queued = state.queuedAt();
                          return queued != null && queued.isAfter(since);
                        })
                    .findFirst());
  }

  private static boolean same(JsonNode wanted, ArrWire.Command command) {
    JsonNode body = command.body();
    return wanted.path("name").asText().equals(command.name())
        && body != null
        && StreamSupport.stream(((Iterable<String>) wanted::fieldNames).spliterator(), false)
            .filter(field -> !field.equals("name"))
            .allMatch(field -> wanted.get(field).equals(body.get(field)));
  }

  private static Map<String, Object> body(SearchTarget target) {
    Map<String, Object> body = new LinkedHashMap<>();
    Long series = target.seriesId();
    Integer season = target.season();
    if (!target.movieIds().isEmpty()) {
      body.put("name", "MoviesSearch");
      body.put("movieIds", ids(target.movieIds()));
    } else if (!target.episodeIds().isEmpty()) {
      body.put("name", "EpisodeSearch");
      body.put("episodeIds", ids(target.episodeIds()));
    } else {
      body.put("name", season == null ? "SeriesSearch" : "SeasonSearch");
      body.put("seriesId", Objects.requireNonNull(series, "seriesId").intValue());
      if (season != null) {
        body.put("seasonNumber", season);
      }
    }
    return body;
  }

  /** The servers' ids are 32 bits wide; as such they compare with what the servers send back. */
  private static List<Integer> ids(List<Long> ids) {
    return ids.stream().map(Math::toIntExact).toList();
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#command}. */
  public Future<CommandState> command(long id, Ask ask) {
    return api.one(api.get("command.get", "/command/" + id, ask), ArrWire.Command.class)
        .map(ArrEdits::state)
        .recover(cause -> unlessAbsent(cause, CommandState.gone(id)));
  }

  private static CommandState state(ArrWire.Command command) {
    return new CommandState(
        ArrValues.required(command.id(), "id"),
        Objects.requireNonNullElse(command.name(), ""),
        ArrValues.snakeOr(command.status(), "unknown"),
        ArrValues.text(command.message()),
        ArrValues.instant(command.queued()),
        ArrValues.instant(command.started()),
        ArrValues.instant(command.ended()));
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#removeFromQueue}. */
  public Future<Void> removeFromQueue(ArrCommand.RemoveFromQueue change, Ask ask) {
    CallBuilder call =
        api.delete("queue.remove", "/queue/" + change.queueId(), ask)
            .query("removeFromClient", change.removeFromClient())
            .query("blocklist", change.blocklist())
            .query("skipRedownload", change.skipRedownload())
            .expect(Expect.ANY);
    return gone(call, change.unsure());
  }

  private Future<Void> gone(CallBuilder delete, boolean unsure) {
    return send(delete)
        .<Void>mapEmpty()
        .recover(cause -> unsure ? unlessAbsent(cause, null) : Future.failedFuture(cause));
  }

  @SuppressWarnings("NullAway") // nothing is what a Future<Void> holds
  private static <T> Future<T> unlessAbsent(Throwable cause, @Nullable T instead) {
    return cause instanceof FailureException known
            && known.failure().code() == FailureCode.UPSTREAM_NOT_FOUND
        ? Future.succeededFuture(instead)
        : Future.failedFuture(cause);
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#objects}. */
  public Future<List<String>> objects(ArrObject kind, Ask ask) {
    return readable(kind, ask).map(all -> all.stream().map(JsonNode::toString).toList());
  }

  /**
   * Returns all objects; fails when one cannot be read, since it would look as if it had been
   * deleted.
   */
  Future<List<JsonNode>> trees(ArrObject kind, Ask ask) {
    int before = ask.skipped().count();
    return readable(kind, ask)
        .map(
            all -> {
              if (ask.skipped().count() > before) {
                throw FailureException.of(
                    FailureCode.UPSTREAM_UNEXPECTED, "Some objects cannot be read.");
              }
              return all;
            });
  }

  private Future<List<JsonNode>> readable(ArrObject kind, Ask ask) {
    CallBuilder call = api.get(kind.wireName() + ".list", path(kind), ask);
    return api.send(call)
        .map(WireJson::readTree)
        .map(
            tree -> {
              List<WireRow<JsonNode>> rows = new ArrayList<>();
              for (JsonNode one : tree.isArray() ? tree : List.of(tree)) {
                rows.add(one.isObject() ? WireRow.of(one) : WireRow.unreadable());
              }
              List<JsonNode> all =
                  call.rows(JsonNode.class, Function.<JsonNode>identity()).all(rows);
              all.forEach(ArrEdits::trim);
              return all;
            });
  }

  /**
   * Takes off what is no part of an object, and may be long: the names of whatever else lies in a
   * folder, and the choices that a form would offer.
   */
  private static void trim(JsonNode object) {
    ((ObjectNode) object).remove("unmappedFolders");
    for (JsonNode specification : object.path("specifications")) {
      for (JsonNode field : specification.path("fields")) {
        if (field instanceof ObjectNode one) {
          one.remove("selectOptions");
        }
      }
    }
  }

  /** One object. */
  Future<JsonNode> tree(ArrObject kind, long id, Ask ask) {
    return api.send(api.get(kind.wireName() + ".get", path(kind) + "/" + id, ask))
        .map(WireJson::readTree);
  }

  private String path(ArrObject kind) {
    return kind == ArrObject.EXCLUSION ? exclusions : kind.path();
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#save}. */
  public Future<String> save(ArrCommand.SaveObject change, Ask ask) {
    JsonNode document = parsed(change.document());
    if (!change.unsure() || change.id() != null) {
      return write(change.kind(), change.id(), document, ask);
    }
    return trees(change.kind(), ask)
        .compose(
            all ->
                all.stream()
                    .filter(there -> namesake(there, document))
                    .findFirst()
                    .map(there -> Future.succeededFuture(there.toString()))
                    .orElseGet(() -> write(change.kind(), change.id(), document, ask)));
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#restore}. */
  public Future<String> restore(ArrCommand.RestoreObject change, Ask ask) {
    return new ArrRestore(this).restore(change, parsed(change.document()), ask);
  }

  /** Creates the object, or replaces that of an id. */
  Future<String> write(ArrObject kind, @Nullable Long id, JsonNode document, Ask ask) {
    String name = kind.wireName();
    CallBuilder call =
        id == null
            ? api.post(name + ".create", path(kind), ask)
            : api.put(name + ".update", path(kind) + "/" + id, ask);
    return send(call.body(HttpBody.json(document)).accept(ArrRefusal.TAKEN))
        .map(answer -> WireJson.readTree(answer).toString());
  }

  private static boolean namesake(JsonNode there, JsonNode wanted) {
    return KEYS.stream()
        .filter(wanted::hasNonNull)
        .findFirst()
        .map(key -> there.path(key).asText().equalsIgnoreCase(wanted.path(key).asText()))
        .orElse(false);
  }

  private static ObjectNode parsed(String document) {
    try {
      JsonNode tree = JSON.readTree(document);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new FailureException(Failure.invalid("document", "is no JSON"), e);
    }
    throw Failure.invalid("document", "is no JSON object").asException();
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#delete}. */
  public Future<Void> delete(ArrCommand.DeleteObject change, Ask ask) {
    return gone(
        api.delete(
                change.kind().wireName() + ".delete", path(change.kind()) + "/" + change.id(), ask)
            .expect(Expect.ANY),
        change.unsure());
  }
}

package dev.arrway.sandbox.transmission;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The methods of a simulated Transmission. */
final class TransmissionMethods {
  private final TransmissionState state;
  private final TorrentAdding adding;
  private final Map<String, RpcMethod> methods = new LinkedHashMap<>();

  /** The refusal of a request, with the text that the real one gives. */
  static final class RefusedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedCall(String text) {
      super(text, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /** A method of the protocol. */
  @FunctionalInterface
  interface RpcMethod {
    /** Returns the result, with names as the protocol spells them. */
    Future<JsonObject> call(RpcArguments arguments);
  }

  TransmissionMethods(Vertx vertx, TransmissionState state, Duration fetchTime) {
    this.state = state;
    this.adding = new TorrentAdding(vertx, state, fetchTime);
    methods.put("session_get", now(this::session));
    methods.put("torrent_get", now(this::torrents));
    methods.put("torrent_add", adding::add);
    methods.put("torrent_set", now(this::set));
    methods.put("torrent_remove", now(this::remove));
    methods.put("torrent_rename_path", now(this::rename));
    methods.put("torrent_start", change(torrent -> torrent.stop(false)));
    methods.put("torrent_start_now", change(torrent -> torrent.stop(false)));
    methods.put("torrent_stop", change(torrent -> torrent.stop(true)));
    methods.put("torrent_verify", change(torrent -> {}));
    methods.put("torrent_reannounce", change(torrent -> {}));
  }

  private interface Immediate {
    JsonObject call(RpcArguments arguments);
  }

  private static RpcMethod now(Immediate method) {
    return arguments -> Future.succeededFuture(method.call(arguments));
  }

  private RpcMethod change(Consumer<TransmissionTorrent> change) {
    return now(
        arguments -> {
          state.change(arguments.ids().orElse(null), change);
          return new JsonObject();
        });
  }

  /** Returns the answer to a request in a protocol. */
  Future<JsonObject> answer(RpcEnvelope envelope, JsonObject request) {
    RpcNames names = envelope.names();
    String asked = envelope.method(request);
    return methods.entrySet().stream()
        .filter(each -> names.method(each.getKey()).equals(asked))
        .findFirst()
        .map(found -> called(found.getValue(), envelope, request))
        .orElseGet(() -> Future.succeededFuture(envelope.unknownMethod(request)));
  }

  private static Future<JsonObject> called(
      RpcMethod method, RpcEnvelope envelope, JsonObject request) {
    RpcArguments arguments = new RpcArguments(envelope.arguments(request), envelope.names());
    return Future.succeededFuture()
        .compose(begun -> method.call(arguments))
        .map(result -> envelope.success(request, result))
        .recover(cause -> refused(envelope, request, cause));
  }

  private static Future<JsonObject> refused(
      RpcEnvelope envelope, JsonObject request, Throwable cause) {
    return cause instanceof RefusedCall known
        ? Future.succeededFuture(envelope.refusal(request, known.text()))
        : Future.failedFuture(cause);
  }

  private JsonObject session(RpcArguments arguments) {
    JsonObject all = new JsonObject();
    sessionFields()
        .forEach(each -> all.put(arguments.names().argument(each.getKey()), each.getValue()));
    return arguments.texts("fields").map(fields -> only(all, fields)).orElse(all);
  }

  private JsonObject sessionFields() {
    JsonObject fields =
        new JsonObject()
            .put("version", state.version().text())
            .put("rpc_version", state.version().rpcVersion())
            .put("rpc_version_minimum", state.version() == TransmissionVersion.V3_00 ? 1 : 14)
            .put("download_dir", "/downloads")
            .put("incomplete_dir_enabled", false)
            .put("incomplete_dir", "/incomplete")
            .put("download_queue_enabled", true)
            .put("download_queue_size", 5)
            .put("seed_ratio_limit", 2)
            .put("seed_ratio_limited", false)
            .put("peer_port", 51_413)
            .put("session_id", state.access().sessionId());
    String semantic = state.version().semanticVersion();
    return semantic == null ? fields : fields.put("rpc_version_semver", semantic);
  }

  private static JsonObject only(JsonObject all, List<String> fields) {
    JsonObject some = new JsonObject();
    fields.stream().filter(all::containsKey).forEach(name -> some.put(name, all.getValue(name)));
    return some;
  }

  private JsonObject torrents(RpcArguments arguments) {
    List<String> fields =
        arguments.texts("fields").orElseThrow(() -> new RefusedCall("no fields specified"));
    JsonArray rows = new JsonArray();
    for (TransmissionTorrent torrent : state.select(arguments.ids().orElse(null))) {
      JsonObject spelled = new JsonObject();
      torrent
          .fields()
          .forEach(
              field ->
                  spelled.put(arguments.names().torrentField(field.getKey()), field.getValue()));
      rows.add(only(spelled, fields));
    }
    return new JsonObject().put("torrents", rows);
  }

  private JsonObject set(RpcArguments arguments) {
    Optional<List<String>> labels = arguments.texts("labels").map(state.version()::readLabels);
    state.change(
        arguments.ids().orElse(null),
        torrent -> {
          labels.ifPresent(torrent::label);
          arguments.number("bandwidth_priority").ifPresent(n -> torrent.prioritize(n.intValue()));
          if (state.version().knowsJsonRpc()) {
            arguments.flag("sequential_download").ifPresent(torrent::order);
          }
        });
    return new JsonObject();
  }

  private JsonObject remove(RpcArguments arguments) {
    state.remove(arguments.ids().orElse(null));
    return new JsonObject();
  }

  private JsonObject rename(RpcArguments arguments) {
    List<TransmissionTorrent> one = state.select(arguments.ids().orElse(null));
    if (one.size() != 1) {
      throw new RefusedCall("torrent-rename-path requires 1 torrent");
    }
    TransmissionTorrent torrent = one.get(0);
    String name = arguments.text("name").orElse("");
    boolean usable = !name.isBlank() && !name.equals(".") && !name.contains("/");
    if (!usable
        || !torrent.hasMetadata()
        || !arguments.text("path").orElse("").equals(torrent.name())) {
      throw new RefusedCall("Invalid argument");
    }
    torrent.rename(name);
    return new JsonObject().put("id", torrent.id()).put("name", name);
  }
}

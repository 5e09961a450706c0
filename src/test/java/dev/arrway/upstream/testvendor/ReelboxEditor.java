package dev.arrway.upstream.testvendor;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrEditor;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reelbox is told everything by a slip of paper; of its objects, words alone can be changed. */
final class ReelboxEditor implements ArrEditor {
  private final HttpExchange http;
  private final UnaryOperator<CallBuilder> signed;

  ReelboxEditor(HttpExchange http, UnaryOperator<CallBuilder> signed) {
    this.http = http;
    this.signed = signed;
  }

  private Future<HttpAnswer> slip(String verb, Object about, Ask ask) {
    CallBuilder call =
        ask.applyTo(dev.arrway.platform.http.HttpCall.post("reelbox.slip", "/v1/slips"))
            .body(HttpBody.json(Map.of("verb", verb, "about", about)));
    return http.send(signed.apply(call).build());
  }

  @Override
  public Future<LibraryItem> add(ArrCommand.AddTitle change, Ask ask) {
    return slip("add", change.title().tmdbId(), ask)
        .map(answer -> ReelboxMapper.library(WireJson.read(answer, ReelboxWire.Film.class)));
  }

  @Override
  public Future<CommandState> search(ArrCommand.StartSearch change, Ask ask) {
    return slip("seek", change.target().movieIds().get(0), ask)
        .map(
            answer ->
                new CommandState(
                    WireJson.readTree(answer).path("slip-no").asLong(),
                    "seek",
                    "queued",
                    null,
                    null,
                    null,
                    null));
  }

  @Override
  public Future<CommandState> command(long id, Ask ask) {
    return Future.succeededFuture(CommandState.gone(id));
  }

  @Override
  public Future<Void> removeFromQueue(ArrCommand.RemoveFromQueue change, Ask ask) {
    return slip("drop", change.queueId(), ask).mapEmpty();
  }

  @Override
  public Future<List<String>> objects(ArrObject kind, Ask ask) {
    return kind == ArrObject.TAG
        ? slip("words", "all", ask)
            .map(answer -> List.of(WireJson.readTree(answer).path("words").toString()))
        : unsupported();
  }

  @Override
  public Future<String> save(ArrCommand.SaveObject change, Ask ask) {
    return change.kind() == ArrObject.TAG
        ? slip("word", change.document(), ask)
            .map(answer -> "{\"id\":" + WireJson.readTree(answer).path("slip-no") + "}")
        : unsupported();
  }

  @Override
  public Future<String> restore(ArrCommand.RestoreObject change, Ask ask) {
    return save(
        new ArrCommand.SaveObject(change.kind(), null, change.document(), change.unsure()), ask);
  }

  @Override
  public Future<Void> delete(ArrCommand.DeleteObject change, Ask ask) {
    return change.kind() == ArrObject.TAG
        ? slip("unword", change.id(), ask).mapEmpty()
        : unsupported();
  }

  private static <T> Future<T> unsupported() {
    return Future.failedFuture(
        FailureException.of(FailureCode.NOT_SUPPORTED, "A Reelbox has no such objects."));
  }

  @Override
  public Future<ArrReply.WebhookIs> webhook(ArrCommand.PutWebhook command, Ask ask) {
    // A Reelbox calls nobody, whatever it agrees to.
    return Future.succeededFuture(new ArrReply.WebhookIs(1, List.of()));
  }
}

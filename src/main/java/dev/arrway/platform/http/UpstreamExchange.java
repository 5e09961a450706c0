package dev.arrway.platform.http;

import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The innermost exchange: makes a request of a call, judges the status, follows the one redirect
 * that is followed, and reads the body.
 */
final class UpstreamExchange implements HttpExchange {
  private final Transport transport;
  private final Origin origin;
  private final List<Param> ownHeaders;
  private final Consumer<String> baseMoved;
  private final Vertx vertx;
  private final AnswerMemory memory;
  private String base;

  UpstreamExchange(
      Vertx vertx,
      Transport transport,
      Origin origin,
      HttpPolicy policy,
      AnswerMemory memory,
      Consumer<String> baseMoved) {
    this.vertx = vertx;
    this.memory = memory;
    this.transport = transport;
    this.origin = origin;
    this.base = Origin.basePath(policy.base());
    this.baseMoved = baseMoved;
    this.ownHeaders =
        Origin.basicAuth(policy.base())
            .map(value -> List.of(new Param("Authorization", value)))
            .orElse(List.of());
  }

  @Override
  public Future<HttpAnswer> send(HttpCall call) {
    return open(call).compose(answer -> buffered(answer, memory.begin(call)));
  }

  @Override
  public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
    AnswerMemory.AnswerReservation held = memory.begin(call);
    return open(call)
        .compose(
            answer ->
                read(reader, answer, held)
                    .eventually(
                        () -> {
                          answer.body().drop();
                          held.close();
                          return Future.succeededFuture();
                        }));
  }

  private static <T> Future<T> read(
      BodyReader<T> reader, OpenAnswer answer, AnswerMemory.AnswerReservation held) {
    try {
      return reader.read(answer.body(), held);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<OpenAnswer> open(HttpCall call) {
    String target = base + call.path() + query(call.query());
    String path = target.isEmpty() || target.startsWith("?") ? "/" + target : target;
    return transport
        .open(call, headers(call), path)
        .compose(answer -> redirected(call, path, answer))
        .compose(answer -> judged(call, answer));
  }

  private List<Param> headers(HttpCall call) {
    boolean own =
        call.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
    if (own || ownHeaders.isEmpty()) {
      return call.headers();
    }
    List<Param> all = new ArrayList<>(ownHeaders);
    all.addAll(call.headers());
    return all;
  }

  private Future<OpenAnswer> redirected(HttpCall call, String target, OpenAnswer answer) {
    if (call.verb() != HttpVerb.GET
        || !Redirects.is(answer.status())
        || call.accepted().contains(answer.status())) {
      return Future.succeededFuture(answer);
    }
    Optional<String> followed =
        Redirects.sameOrigin(origin, target, answer.header("location"))
            .filter(to -> !to.equals(target));
    if (followed.isEmpty()) {
      return Future.succeededFuture(answer);
    }
    answer.body().discard();
    return transport
        .open(call, headers(call), followed.get())
        .map(
            next -> {
              if (next.status() >= 200 && next.status() < 300) {
                moved(call, followed.get());
              }
              return next;
            });
  }

  /** From the first answer below another base on, every call goes there. */
  private void moved(HttpCall call, String followed) {
    Redirects.revealedBase(call, followed)
        .filter(revealed -> !revealed.equals(base))
        .ifPresent(
            revealed -> {
              base = revealed;
              baseMoved.accept(revealed);
            });
  }

  private static Future<OpenAnswer> judged(HttpCall call, OpenAnswer answer) {
    Optional<FailureException> failure =
        StatusRules.failure(call, answer.status(), answer.headers());
    if (failure.isEmpty()) {
      return Future.succeededFuture(answer);
    }
    answer.body().discard();
    return Future.failedFuture(failure.get());
  }

  private Future<HttpAnswer> buffered(OpenAnswer answer, AnswerMemory.AnswerReservation held) {
    Promise<HttpAnswer> promise = Promise.promise();
    Chunks chunks = new Chunks();
    answer
        .body()
        .handler(
            chunk -> {
              held.add(chunk.length());
              chunks.add(chunk);
            })
        .exceptionHandler(promise::tryFail)
        .endHandler(
            ignored ->
                promise.tryComplete(
                    new HttpAnswer(answer.status(), answer.headers(), chunks.join())))
        .resume();
    return promise
        .future()
        .eventually(
            () -> {
              releaseAfterUse(held);
              return Future.succeededFuture();
            });
  }

  /**
   * What the answer is for is made of it on this event loop before the second task from now: the
   * breaker takes the first to pass the answer on.
   */
  private void releaseAfterUse(AnswerMemory.AnswerReservation held) {
    vertx.runOnContext(passedOn -> vertx.runOnContext(used -> held.close()));
  }

  private static String query(List<Param> pairs) {
    return pairs.isEmpty()
        ? ""
        : pairs.stream()
            .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** A blank as %20, since not every upstream reads a plus as one. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

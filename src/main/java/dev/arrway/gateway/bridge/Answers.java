package dev.arrway.gateway.bridge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.connection.EndReason;
import dev.arrway.gateway.connection.OutboundQueue;
import dev.arrway.gateway.connection.ReconnectHint;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one client is told about its own frames; each is done when the client has taken it. */
final class Answers {
  static final Failure BUSY =
      Failure.retryAfter(
          FailureCode.LIMIT_EXCEEDED,
          "Too many frames wait for their answers.",
          Duration.ofSeconds(1));
  static final Failure NO_CREDENTIALS =
      Failure.of(FailureCode.UNAUTHENTICATED, "This needs credentials.");
  private static final int LONGEST_REPLY_ADDRESS = 36;

  private final Words words;
  private final OutboundQueue queue;

  Answers(Words words, OutboundQueue queue) {
    this.words = words;
    this.queue = queue;
  }

  /** Whether the answer can be sent where the client wants it. */
  static boolean canReply(Frame frame) {
    String reply = frame.replyAddress();
    return reply == null || reply.length() <= LONGEST_REPLY_ADDRESS;
  }

  /** The bridge's own refusal. */
  @CanIgnoreReturnValue
  Future<Void> refuse(String word) {
    return queue.write(words.refusal(word));
  }

  Future<Void> pong() {
    Buffer pong = words.pong();
    return pong == null ? Future.succeededFuture() : queue.write(pong);
  }

  /** What an operation answered, where the client wants to know. */
  Future<Void> reply(Frame frame, NamedCalls.Answered answered) {
    String reply = frame.replyAddress();
    return reply == null
        ? Future.succeededFuture()
        : queue.write(
            words.reply(
                reply,
                Map.of(
                    "status",
                    Integer.toString(answered.status()),
                    "X-Request-Id",
                    answered.traceId()),
                answered.body()));
  }

  /** Why there is no answer, where one is expected; else in the bridge's own word. */
  @CanIgnoreReturnValue
  Future<Void> fail(Frame frame, Failure failure) {
    String reply = frame.replyAddress();
    String asked = frame.address();
    return reply != null && asked != null && canReply(frame)
        ? queue.write(words.failure(reply, asked, failure))
        : queue.write(refusal(words, failure));
  }

  /** Tells the client why its registration for events failed. */
  Future<Void> failFollowing(Failure failure) {
    return queue.write(words.failure(Words.EVENTS, Words.EVENTS, failure));
  }

  /** Returns the bridge's error frame for a failure, with the same detail as over HTTP. */
  static Buffer refusal(Words words, Failure failure) {
    return words.refusal(word(failure), failure.detail());
  }

  static String word(Failure failure) {
    return failure.code() == FailureCode.UNAUTHENTICATED
        ? Words.NO_CREDENTIALS
        : failure.code().wireName();
  }

  /** Returns a frame that tells of the connection's end, as events are told. */
  static Buffer hint(Words words, ReconnectHint hint, @Nullable String cursor) {
    return words.delivery(hint.json(cursor));
  }

  /** Returns the last frame of a connection that the gateway ends. */
  static Buffer last(Words words, EndReason reason) {
    return words.failure(Words.EVENTS, Words.EVENTS, reason.failure());
  }
}

package dev.arrway.gateway.bridge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;

/** What one client is told about its own frames; each is done when the client has taken it. */
final class Answers {
  static final Failure BUSY =
      Failure.retryAfter(
          FailureCode.LIMIT_EXCEEDED,
          "Too many frames wait for their answers.",
          Duration.ofSeconds(1));
  static final Failure NO_CREDENTIALS =
      Failure.of(FailureCode.UNAUTHENTICATED, "This needs credentials.");
  private static final Failure COME_BACK =
      Failure.retryAfter(
          FailureCode.SHUTTING_DOWN,
          "This socket ends here; come back with your cursor.",
          Duration.ofSeconds(1));
  private static final Failure TOO_SLOW =
      Failure.of(FailureCode.LIMIT_EXCEEDED, "You did not read what waited for you.");
  private static final int LONGEST_REPLY_ADDRESS = 36;

  private final Words words;
  private final Outlet outlet;

  Answers(Words words, Outlet outlet) {
    this.words = words;
    this.outlet = outlet;
  }

  /** Whether the answer can be sent where the client wants it. */
  static boolean canReply(Frame frame) {
    String reply = frame.replyAddress();
    return reply == null || reply.length() <= LONGEST_REPLY_ADDRESS;
  }

  /** The bridge's own refusal. */
  @CanIgnoreReturnValue
  Future<Void> refuse(String word) {
    return outlet.write(words.refusal(word));
  }

  Future<Void> pong() {
    Buffer pong = words.pong();
    return pong == null ? Future.succeededFuture() : outlet.write(pong);
  }

  /** What an operation answered, where the client wants to know. */
  Future<Void> reply(Frame frame, NamedCalls.Answered answered) {
    String reply = frame.replyAddress();
    return reply == null
        ? Future.succeededFuture()
        : outlet.write(
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
        ? outlet.write(words.failure(reply, asked, failure))
        : refuse(word(failure));
  }

  /** Why there are no events. */
  Future<Void> failFollowing(Failure failure) {
    return outlet.write(words.failure(Words.EVENTS, Words.EVENTS, failure));
  }

  static String word(Failure failure) {
    return failure.code() == FailureCode.UNAUTHENTICATED
        ? Words.NO_CREDENTIALS
        : failure.code().wireName();
  }

  /** The last frame of a socket whose client may come back. */
  static Buffer comeBack(Words words) {
    return words.failure(Words.EVENTS, Words.EVENTS, COME_BACK);
  }

  /** The last frame of a client that does not read. */
  static Buffer tooSlow(Words words) {
    return words.failure(Words.EVENTS, Words.EVENTS, TOO_SLOW);
  }
}

package dev.arrway.platform.bus;

import dev.arrway.protocol.Address;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Notice;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Typed messages between actors. Made once per Vert.x instance, since it registers the codec. */
public final class Bus {
  private static final Logger log = LoggerFactory.getLogger(Bus.class);

  private final EventBus events;
  private final MessageRegistry messages;

  private Bus(EventBus events, MessageRegistry messages) {
    this.events = events;
    this.messages = messages;
  }

  /**
   * Prepares the event bus of a Vert.x instance.
   *
   * @param messages every message that can be sent
   * @param alwaysEncode sends each message through its bytes also within one process, as between
   *     two; for tests
   */
  public static Bus create(Vertx vertx, MessageRegistry messages, boolean alwaysEncode) {
    EventBus events = vertx.eventBus();
    events.registerCodec(new ProtocolCodec(new WireFormat(messages), alwaysEncode));
    return new Bus(events, messages);
  }

  /** Returns a reference to the actor at an address; the actor need not exist yet. */
  public ActorRef actor(Address address) {
    return new ActorRef(this, address);
  }

  /**
   * Listens at an address on this node.
   *
   * @param handler answers a letter; a failed future becomes a {@link Failure} reply
   * @return ends the listening
   */
  public Registration serve(Address address, Function<Letter, Future<? extends Reply>> handler) {
    MessageConsumer<Letter> consumer = events.localConsumer(address.value());
    consumer.handler(message -> answer(message, handler));
    return consumer::unregister;
  }

  /** Publishes a notice to every subscriber on every node. */
  public void publish(Notice notice) {
    events.publish(messages.topic(notice.getClass()).value(), notice, options());
  }

  /** Publishes a notice to every subscriber on this node, for what each node learns by itself. */
  public void publishHere(Notice notice) {
    events.publish(messages.topic(notice.getClass()).value(), notice, options().setLocalOnly(true));
  }

  /** Subscribes to the notices of one type. */
  public <N extends Notice> Registration subscribe(Class<N> kind, Consumer<N> listener) {
    MessageConsumer<N> consumer = events.consumer(messages.topic(kind).value());
    consumer.handler(message -> listener.accept(message.body()));
    return consumer::unregister;
  }

  <R extends Reply> Future<R> ask(Address address, Command<R> command, Envelope envelope) {
    Letter letter = new Letter(envelope, command);
    DeliveryOptions options = options().setSendTimeout(envelope.remainingMs()).setLocalOnly(true);
    try {
      return events
          .<Reply>request(address.value(), letter, options)
          .transform(
              sent ->
                  sent.succeeded()
                      ? unwrap(sent.result().body())
                      : Future.failedFuture(Failures.ofDelivery(sent.cause()).asException()));
    } catch (MessageTooLargeException e) {
      return Future.failedFuture(Failures.of(e).asException());
    }
  }

  @SuppressWarnings("unchecked") // a command's type parameter names the reply that its actor sends
  private static <R extends Reply> Future<R> unwrap(Reply reply) {
    return reply instanceof Failure failure
        ? Future.failedFuture(failure.asException())
        : Future.succeededFuture((R) reply);
  }

  private void answer(Message<Letter> message, Function<Letter, Future<? extends Reply>> handler) {
    Letter letter = message.body();
    Future<? extends Reply> outcome;
    try {
      outcome = handler.apply(letter);
    } catch (RuntimeException e) {
      outcome = Future.failedFuture(e);
    }
    outcome.onComplete(
        done -> {
          Reply reply = done.succeeded() ? done.result() : failure(letter, done.cause());
          try {
            message.reply(reply, options());
          } catch (MessageTooLargeException e) {
            message.reply(failure(letter, e), options());
          }
        });
  }

  private Failure failure(Letter letter, Throwable cause) {
    Failure failure = Failures.of(cause);
    if (Failures.isUnexpected(cause)) {
      log.atError()
          .addKeyValue("operation", letter.command().getClass().getSimpleName())
          .addKeyValue("trace", letter.envelope().traceId())
          .setCause(cause)
          .log("an actor failed unexpectedly");
    }
    return failure;
  }

  private static DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(ProtocolCodec.NAME);
  }
}
